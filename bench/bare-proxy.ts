// The baseline of the gateway: undici's dispatch between a node:http listener and the upstream, without any decision.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Dispatcher, Pool } from "undici";

const pool = new Pool(process.env.UPSTREAM ?? "", { pipelining: 1 });

function copyTo(response: ServerResponse): Dispatcher.DispatchHandler {
  return {
    onRequestStart() {},
    onResponseStart(_controller, status, headers) {
      response.writeHead(status, headers as Record<string, string>);
    },
    onResponseData(controller, chunk) {
      if (response.write(chunk)) return;
      controller.pause();
      response.once("drain", () => controller.resume());
    },
    onResponseEnd() {
      response.end();
    },
    onResponseError() {
      response.destroy();
    },
  };
}

const server = createServer((request, response) => {
  const { host: _, connection: __, ...headers } = request.headers;
  const body = request.method === "GET" ? null : request;
  pool.dispatch({ path: request.url ?? "/", method: request.method as Dispatcher.HttpMethod, headers, body }, copyTo(response));
});

server.listen(0, "127.0.0.1", () => {
  console.log(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once("SIGTERM", () => server.close(() => process.exit(0)).closeAllConnections());
