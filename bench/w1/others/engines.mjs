// What the engines from npm share: items, timing, checking.
import fs from "node:fs";

export function read(path, most) {
    const lines = fs.readFileSync(path, "utf8").split("\n").slice(1, most + 1).filter((line) => line !== "");
    return lines.map((line) => {
        const f = line.split(",");
        return {
            facts: {
                channel: f[0], product: f[1], tier: f[2], contacts: +f[3], reopened: +f[4], amount: +f[5],
                balance: +f[6], vulnerable: f[7] === "1", complaint: f[8] === "1", since: +f[9], age: +f[10],
                region: f[11], language: f[12], used: +f[13],
            },
            segment: f[14], priority: +f[15],
        };
    });
}

/** Runs `evaluate(facts)`, which gives `{segment, priority}`, for all items in each round. */
export async function time(id, what, items, rounds, evaluate) {
    const ns = [];
    let answers = [];
    for (let round = 0; round <= rounds; ++round) {
        answers = [];
        const before = process.cpuUsage();
        for (const item of items) answers.push(await evaluate(item.facts));
        const used = process.cpuUsage(before);
        if (round > 0) ns.push(((used.user + used.system) * 1e3) / items.length);
    }
    items.forEach((item, i) => {
        const { segment, priority } = answers[i];
        if (segment !== item.segment || !(Math.abs(priority - item.priority) <= 0.00101))
            throw new Error(`${id}: item ${i}: ${segment} ${priority}, not ${item.segment} ${item.priority}`);
    });
    console.log(JSON.stringify({ id, what, items: items.length, ns }));
}

export const segments = [
    ["legal", 300, "complaint and product in [\"liability\", \"legal_cover\"]"],
    ["distress", 350, "vulnerable and product in [\"health\", \"life\", \"accident\", \"income\"]"],
    ["major_loss", 260, "amount > 500000"],
    ["large_loss", 180, "amount > 100000 and tier in [\"gold\", \"platinum\"]"],
    ["grievance", 210, "complaint and (contacts >= 8 or reopened >= 3)"],
    ["business", 90, "product in [\"cargo\", \"fleet\", \"cyber\", \"crop\", \"credit\", \"surety\"]"],
    ["broker_key", 75, "channel = \"broker\" and tier in [\"silver\", \"gold\", \"platinum\"]"],
    ["arrears", 40, "balance > 5000"],
    ["late_notice", 55, "since > 3888000000"],
    ["abroad", 65, "product = \"travel\" and region in [\"NL\", \"BE\", \"DE\"]"],
    ["chatter", 20, "channel in [\"chat\", \"app\", \"web\"] and contacts >= 4"],
    ["small", 5, "amount < 250"],
    ["standard", 0, "true"],
];

export const adds = [
    [150, "vulnerable"],
    [90, "complaint"],
    [60, "tier = \"platinum\""],
    [30, "tier = \"gold\""],
    [45.5, "amount > 50000"],
    [20.25, "amount > 10000 and tier in [\"silver\", \"gold\", \"platinum\"]"],
    [35, "product in [\"motor\", \"home\", \"health\", \"life\", \"fleet\"]"],
    [25, "channel in [\"phone\", \"chat\", \"branch\"]"],
    [-15, "channel = \"post\""],
    [12, "contacts >= 3"],
    [28, "reopened >= 2"],
    [33, "region in [\"FR\", \"LU\"]"],
    [8, "language != \"fr\""],
    [17.5, "balance > 1000"],
];

/** From, value there, slope. */
export const pieces = [
    [0, 0, 50], [0.2, 10, 100], [0.4, 30, 225], [0.6, 75, 425], [0.8, 160, 1200], [1.0, 400, 600],
    [1.2, 520, 80 / 0.3], [1.5, 600, 0],
];
