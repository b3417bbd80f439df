// The tests of rule files in the editor: listed, run by `reeve lsp`, and what they use of the rules shown beside the lines.
"use strict";

/** What tests used of a document: a line is used, unused or partly used, with how many tests used it. */
function linesOf(coverage, uri) {
    const lines = new Map();
    for (const part of coverage) {
        if (part.uri !== uri) continue;
        const line = part.range.start.line;
        const known = lines.get(line) || { used: 0, unused: 0, tests: 0 };
        if (part.tests > 0) known.used += 1; else known.unused += 1;
        known.tests = Math.max(known.tests, part.tests);
        lines.set(line, known);
    }
    return [...lines].map(([line, { used, unused, tests }]) => ({
        line,
        state: unused === 0 ? "used" : used === 0 ? "unused" : "partly",
        text: unused === 0 ? `used by ${tests} test${tests === 1 ? "" : "s"}` : used === 0 ? "no test uses this" : "no test uses a part of this",
    }));
}

/** The numbers that `reeve/runTests` takes, of items of one file; undefined for all of them. */
function numbersOf(items, file) {
    if (items.some((item) => item.id === file)) return undefined;
    return items.map((item) => Number(item.id.slice(file.length + 1)));
}

/** Needs the editor; `ask(method, document, more)` asks the server. */
function watchTests(vscode, context, ask, converter) {
    const controller = vscode.tests.createTestController("reeve", "Reeve");
    const whole = (color) => vscode.window.createTextEditorDecorationType({
        isWholeLine: true, backgroundColor: new vscode.ThemeColor(color),
    });
    const decorations = {
        used: whole("diffEditor.insertedLineBackground"),
        unused: whole("diffEditor.removedLineBackground"),
        partly: whole("editor.wordHighlightBackground"),
    };
    context.subscriptions.push(controller, ...Object.values(decorations));
    const shown = new Map();

    const show = (editor) => {
        const lines = shown.get(editor.document.uri.toString()) || [];
        for (const [state, decoration] of Object.entries(decorations)) {
            editor.setDecorations(decoration, lines.filter((one) => one.state === state).map((one) => ({
                range: new vscode.Range(one.line, 0, one.line, 0), hoverMessage: one.text,
            })));
        }
    };

    /** What was shown is about another text. */
    const forget = (document) => {
        if (!shown.delete(document.uri.toString())) return;
        vscode.window.visibleTextEditors.filter((editor) => editor.document === document).forEach(show);
    };

    const list = async (document) => {
        const tests = await ask("reeve/tests", document);
        const id = document.uri.toString();
        if (!tests || tests.length === 0) {
            controller.items.delete(id);
            return;
        }
        const file = controller.createTestItem(id, vscode.workspace.asRelativePath(document.uri), document.uri);
        tests.forEach((test, index) => {
            const item = controller.createTestItem(`${id}#${index}`, test.title, document.uri);
            item.range = converter().asRange(test.range);
            file.children.add(item);
        });
        controller.items.add(file);
    };

    const failed = (run, item, failures) => run.failed(item, failures.map((failure) => {
        const message = failure.expected === undefined
            ? new vscode.TestMessage(failure.text)
            : vscode.TestMessage.diff(failure.text, failure.expected, failure.found);
        message.location = new vscode.Location(item.uri, converter().asRange(failure.range));
        return message;
    }));

    const runFile = async (run, file, items, coverage) => {
        const document = await vscode.workspace.openTextDocument(file.uri);
        const children = new Map();
        file.children.forEach((item) => children.set(Number(item.id.slice(file.id.length + 1)), item));
        const tests = numbersOf(items, file.id);
        const chosen = tests ? tests.map((number) => children.get(number)) : [...children.values()];
        chosen.forEach((item) => run.started(item));
        try {
            const answer = await ask("reeve/runTests", document, { tests: tests || [], coverage });
            for (const result of answer ? answer.results : []) {
                const item = children.get(result.test);
                if (!item) continue;
                if (result.passed) run.passed(item); else failed(run, item, result.failures);
            }
            if (!answer || !answer.coverage) return;
            for (const editor of vscode.window.visibleTextEditors) {
                const uri = editor.document.uri.toString();
                const lines = linesOf(answer.coverage, uri);
                if (lines.length === 0) continue;
                shown.set(uri, lines);
                show(editor);
            }
        } catch (error) {
            chosen.forEach((item) => run.errored(item, new vscode.TestMessage(error.message)));
        }
    };

    const runTests = async (request, token, coverage) => {
        const run = controller.createTestRun(request);
        const all = [];
        controller.items.forEach((item) => all.push(item));
        const byFile = new Map();
        for (const item of request.include || all) {
            const file = item.parent || item;
            byFile.set(file, [...(byFile.get(file) || []), item]);
        }
        for (const [file, items] of byFile) {
            if (token && token.isCancellationRequested) break;
            await runFile(run, file, items, coverage);
        }
        run.end();
    };

    const Kind = vscode.TestRunProfileKind;
    controller.createRunProfile("Run", Kind.Run, (request, token) => runTests(request, token, false), true);
    controller.createRunProfile("Run, and show what the tests use", Kind.Coverage,
        (request, token) => runTests(request, token, true), true);
    context.subscriptions.push(
        vscode.commands.registerCommand("reeve.runTest", (uri, number) => {
            const file = controller.items.get(vscode.Uri.parse(uri).toString());
            const item = file && file.children.get(`${file.id}#${number}`);
            if (item) runTests(new vscode.TestRunRequest([item]), undefined, false);
        }),
        vscode.window.onDidChangeVisibleTextEditors((editors) => editors.forEach(show)));
    return { list, forget };
}

module.exports = { watchTests, linesOf, numbersOf };
