// A real client, the protocol library of VS Code's own clients, drives `reeve lsp`; and the bundled extension is activated
// with a stand-in for the editor. Skipped where the packages or the command are not there.
"use strict";

const test = require("node:test");
const assert = require("node:assert");
const fs = require("fs");
const path = require("path");
const { spawn } = require("child_process");
const Module = require("module");

const command = process.env.REEVE_COMMAND;
const root = path.resolve(__dirname, "..");
const bundle = path.join(root, "dist/extension.js");

function protocol() {
    try {
        return require("vscode-languageserver-protocol/node");
    } catch {
        return undefined;
    }
}

const lib = protocol();
const skip = !command || !fs.existsSync(command) ? "no reeve command (REEVE_COMMAND)" : !lib ? "vscode-languageserver-protocol is not installed" : false;

test("a client works with the server", { skip, timeout: 20000 }, async () => {
    const server = spawn(command, ["lsp"]);
    const connection = lib.createProtocolConnection(
        new lib.StreamMessageReader(server.stdout), new lib.StreamMessageWriter(server.stdin));
    const messages = [];
    let heard;
    connection.onNotification(lib.PublishDiagnosticsNotification.type, (params) => {
        messages.push(params);
        if (heard) heard(params);
    });
    connection.listen();
    const answer = await connection.sendRequest(lib.InitializeRequest.type, { processId: process.pid, rootUri: null, capabilities: {} });
    assert.strictEqual(answer.serverInfo.name, "reeve");
    connection.sendNotification(lib.InitializedNotification.type, {});
    const uri = "file:///client/test.reeve";
    const text = "work type Claim { amount: number 0..10 }\nsegment of Claim { a when amuont > 5  b otherwise }\n";
    const published = new Promise((done) => { heard = done; });
    connection.sendNotification(lib.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: "reeve", version: 1, text } });
    const first = await published;
    assert.strictEqual(first.diagnostics.length, 1);
    const textDocument = { uri };
    const actions = await connection.sendRequest(lib.CodeActionRequest.type,
        { textDocument, range: first.diagnostics[0].range, context: { diagnostics: first.diagnostics } });
    assert.strictEqual(actions[0].edit.changes[uri][0].newText, "amount");
    const position = { line: 0, character: 20 };
    const hover = await connection.sendRequest(lib.HoverRequest.type, { textDocument, position });
    assert.match(hover.contents.value, /amount: number 0\.\.10/);
    const items = await connection.sendRequest(lib.CompletionRequest.type, { textDocument, position: { line: 1, character: 26 } });
    assert.ok(items.items.some((item) => item.label === "amount"));
    const tests = await connection.sendRequest("reeve/tests", { textDocument });
    assert.deepStrictEqual(tests, []);
    await connection.sendRequest(lib.ShutdownRequest.type);
    const left = new Promise((done) => server.on("exit", done));
    connection.sendNotification(lib.ExitNotification.type);
    assert.strictEqual(await left, 0);
    connection.dispose();
});

test("the bundled extension can be loaded", { skip: fs.existsSync(bundle) ? false : "not bundled" }, () => {
    // What classes of the client derive from; the editor itself is not there.
    const any = new Proxy(class {}, { get: (target, name) => name in target ? target[name] : any, apply: () => any });
    const load = Module._load;
    Module._load = (name, ...rest) => name === "vscode" ? any : load(name, ...rest);
    try {
        const extension = require(bundle);
        assert.strictEqual(typeof extension.activate, "function");
        assert.strictEqual(typeof extension.deactivate, "function");
    } finally {
        Module._load = load;
    }
});
