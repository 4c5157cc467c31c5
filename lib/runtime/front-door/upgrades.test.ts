import { describe, expect, test } from "vitest";
import { ask, exchange, LOCAL, openDoor, parseReply } from "./door-under-test";

describe("upgrades", () => {
  test.each([
    ["h2c", "Upgrade, HTTP2-Settings"],
    ["h2c", "close"],
    ["foo", "Upgrade"],
    ["h2c, websocket", "Upgrade"],
  ])("Upgrade: %s with Connection: %s is ignored, body and all", async (protocol, connection) => {
    const { port } = await openDoor();
    const lines = [
      "POST /gateway/models/x HTTP/1.1",
      LOCAL,
      `Upgrade: ${protocol}`,
      `Connection: ${connection}`,
      "HTTP2-Settings: AAMAAABkAAQAAP__",
      "Content-Length: 5",
    ];
    const reply = parseReply(await exchange(port, [`${lines.join("\r\n")}\r\n\r\nhello`]));
    expect(reply.json).toMatchObject({ by: "gate", bodyBytes: 5 });
  });

  test("a body that comes later is served all the same", async () => {
    const { port } = await openDoor();
    const lines = ["POST /gateway/models/x HTTP/1.1", LOCAL, "Upgrade: h2c", "Connection: Upgrade, close", "Transfer-Encoding: chunked"];
    const text = await exchange(port, [`${lines.join("\r\n")}\r\n\r\n`, "5\r\nhello\r\n", "0\r\n\r\n"]);
    expect(parseReply(text).json).toMatchObject({ by: "gate", bodyBytes: 5 });
  });

  test("a refused credential pair stays refused under Upgrade: h2c", async () => {
    const { port } = await openDoor();
    const reply = await ask(port, [
      "GET /gateway/payments/v0 HTTP/1.1",
      LOCAL,
      "Upgrade: h2c",
      "Connection: Upgrade",
      "X-API-Key: a",
      "X-API-Key: b",
    ]);
    expect(reply.status).toBe(400);
  });

  test("the connection serves further requests", async () => {
    const { port } = await openDoor();
    const head = `GET /gateway/models/x HTTP/1.1\r\n${LOCAL}\r\n`;
    const text = await exchange(port, [`${head}Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n`, `${head}\r\n`]);
    expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  });

  test("a handshake to an API goes to the gate with its socket", async () => {
    const { port } = await openDoor({
      gateUpgrade: async (request, context, socket) => {
        socket.end(`HTTP/1.1 101 Switching Protocols\r\n\r\n${request.target} ${context.api}`);
      },
    });
    const lines = [LOCAL, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];
    const text = await exchange(port, [`GET /gateway/models/ws HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`]);
    expect(text).toContain("/gateway/models/ws models");
    const refused = await exchange(port, [
      `GET /gateway/models/ws HTTP/1.1\r\n${lines.join("\r\n")}\r\nInfuzu-API-Key: a\r\nInfuzu-API-Key: b\r\n\r\n`,
    ]);
    expect(parseReply(refused).status).toBe(400);
    const elsewhere = await exchange(port, [`GET /ws HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`]);
    expect(parseReply(elsewhere).status).toBe(501);
  });
});
