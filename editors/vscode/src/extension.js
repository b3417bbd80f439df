// Starts `reeve lsp` and adds what the protocol has no words for: library documents, the preview, tests.
"use strict";

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");
const { previewHtml } = require("./preview");
const { watchTests } = require("./tests");

const LIBRARY = "reeve-library";
let client;

function createClient() {
    const command = vscode.workspace.getConfiguration("reeve").get("path", "reeve");
    const server = { command, args: ["lsp"], transport: TransportKind.stdio };
    return new LanguageClient("reeve", "Reeve", server, {
        documentSelector: [{ language: "reeve" }],
        initializationOptions: { libraryDocuments: true, runTests: true },
        synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{reeve,csv}") },
    });
}

async function start() {
    client = createClient();
    try {
        await client.start();
    } catch (error) {
        const open = "Open the setting";
        const answer = await vscode.window.showErrorMessage(
            `Reeve: the command could not be started (${error.message}). Is \`reeve\` installed?`, open);
        if (answer === open) {
            vscode.commands.executeCommand("workbench.action.openSettings", "reeve.path");
        }
    }
}

async function restart() {
    if (client) await client.stop().catch(() => undefined);
    await start();
}

/** A request of our own about a document; undefined where there is no server to ask. */
async function ask(method, document, more) {
    if (!client || !client.isRunning()) return undefined;
    return client.sendRequest(method, {
        textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) }, ...more,
    });
}

// ---- Library files and pages about messages, which are part of the command ----

const libraryDocuments = {
    async provideTextDocumentContent(uri) {
        if (!client || !client.isRunning()) return "";
        const answer = await client.sendRequest("reeve/libraryText", { uri: uri.toString() });
        return answer ? answer.text : "";
    },
};

// ---- The preview ----

class Preview {
    constructor() {
        this.panel = undefined;
        this.document = undefined;
    }

    show(document) {
        this.document = document;
        if (!this.panel) {
            this.panel = vscode.window.createWebviewPanel("reeve.preview", "Reeve",
                vscode.ViewColumn.Beside, { enableScripts: false });
            this.panel.onDidDispose(() => { this.panel = undefined; });
        }
        this.update(document);
    }

    async update(document) {
        if (!this.panel || !this.document || document.uri.toString() !== this.document.uri.toString()) return;
        const curves = await ask("reeve/plotCurve", document);
        const gaps = await ask("reeve/tableGaps", document);
        if (this.panel) this.panel.webview.html = previewHtml(document.fileName, curves || [], gaps || []);
    }
}

async function activate(context) {
    const preview = new Preview();
    context.subscriptions.push(
        vscode.workspace.registerTextDocumentContentProvider(LIBRARY, libraryDocuments),
        vscode.commands.registerCommand("reeve.restart", restart),
        vscode.commands.registerCommand("reeve.preview", () => {
            const editor = vscode.window.activeTextEditor;
            if (editor && editor.document.languageId === "reeve") preview.show(editor.document);
        }),
        vscode.commands.registerCommand("reeve.showReferences", (uri, position, locations) =>
            vscode.commands.executeCommand("editor.action.showReferences", vscode.Uri.parse(uri),
                client.protocol2CodeConverter.asPosition(position),
                locations.map((place) => client.protocol2CodeConverter.asLocation(place)))));
    await start();
    const tests = watchTests(vscode, context, ask, () => client.protocol2CodeConverter);
    const list = async (document) => {
        if (document.languageId === "reeve" && document.uri.scheme !== LIBRARY) await tests.list(document);
    };
    const later = new Map();
    const changed = (document) => {
        const key = document.uri.toString();
        clearTimeout(later.get(key));
        later.set(key, setTimeout(() => {
            later.delete(key);
            list(document).catch(() => undefined);
            preview.update(document).catch(() => undefined);
        }, 300));
    };
    context.subscriptions.push(
        vscode.workspace.onDidOpenTextDocument(changed),
        vscode.workspace.onDidChangeTextDocument((event) => {
            if (event.document.languageId !== "reeve") return;
            tests.forget(event.document);
            changed(event.document);
        }),
        vscode.workspace.onDidChangeConfiguration((event) => {
            if (event.affectsConfiguration("reeve.path")) restart();
        }),
        { dispose: () => later.forEach((timer) => clearTimeout(timer)) });
    vscode.workspace.textDocuments.forEach(changed);
}

async function deactivate() {
    if (client) await client.stop();
}

module.exports = { activate, deactivate };
