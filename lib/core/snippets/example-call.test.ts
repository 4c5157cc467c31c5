// Promise: the example is a call that the key opens.
import { expect, it } from "vitest";
import { chooseExampleCall } from "./example-call";

const CHAT = { method: "POST", path: "/chat", body: { prompt: "Hello" } };
const call = (method: string, path: string) => ({ method, path, permission: null });

it("is the vendor's own where the key reaches it, or where every path is open", () => {
  expect(chooseExampleCall(CHAT, [call("GET", "/models"), call("POST", "/chat")], true)).toBe(CHAT);
  expect(chooseExampleCall(CHAT, [], false)).toBe(CHAT);
});

it("else the simplest one it reaches: reading before writing, without parameters before with", () => {
  const reached = [call("DELETE", "/a"), call("GET", "/a/{id}"), call("POST", "/a"), call("GET", "/models")];
  expect(chooseExampleCall(CHAT, reached, true)).toEqual({ method: "GET", path: "/models", body: null });
  expect(chooseExampleCall(null, [call("POST", "/a")], true)).toEqual({ method: "POST", path: "/a", body: {} });
});

it("a parameter stands as a word that no shell reads as anything else", () => {
  expect(chooseExampleCall(null, [call("GET", "/a/{userId}")], true).path).toBe("/a/USERID");
});

it("carries a body that the operation is known to accept, and an empty object where none is known", () => {
  const knownBody = (method: string, template: string) => (method === "PUT" && template === "/a" ? { name: "First" } : null);
  expect(chooseExampleCall(null, [call("PUT", "/a")], true, knownBody).body).toEqual({ name: "First" });
  expect(chooseExampleCall(null, [call("POST", "/a")], true, knownBody).body).toEqual({});
  expect(chooseExampleCall(null, [call("GET", "/a")], true, knownBody).body).toBeNull();
});
