// Tries the notebooks' views in JupyterLab with headless Chromium: sorting, pages, browsing, progress, completion, interrupt, restart, themes.
// Not part of environment/test: it needs Chromium (apt-get install chromium), Node, and once: npm install --prefix environment/.cache/browser playwright-core
// usage: ./environment/lab --no-browser --port 8899 --IdentityProvider.token=browser --LabApp.expose_app_in_browser=True   and in another terminal
//        node environment/check_browser.mjs http://127.0.0.1:8899 [FOLDER FOR SCREENSHOTS] [NOTEBOOKS TO RUN WHOLE, or --all]
// Each result is a line; the exit status is 0 only if all passed. Screenshots are for eyes; a notebook's outputs are not saved.
import { createRequire } from "node:module";
import { mkdirSync } from "node:fs";

const here = new URL(".", import.meta.url);
const { chromium } = createRequire(new URL(".cache/browser/", here))("playwright-core");
const [url, out = new URL("../target/browser", here).pathname, ...named] = process.argv.slice(2);
if (!url) {
  console.error("usage: check_browser.mjs URL-OF-JUPYTERLAB [FOLDER] [NOTEBOOK ... | --all]");
  process.exit(2);
}
mkdirSync(out, { recursive: true });

const HOSTILE = String.raw`"</script><img src=x onerror=\"window.hit=1\">"`;
const CELLS = [
  `var kit = Crosslens.open();
var runs = kit.runs(sample(EN_X).shots(2).formats("v1").style(RAW), "smollm2");`,
  `Table.create("numbers", IntColumn.create("n", IntStream.range(0, 100).map(i -> i * 37 % 101).toArray()),
  StringColumn.create("text", IntStream.range(0, 100).mapToObj(i -> ${HOSTILE} + i).toList()))`,
  `kit.browse(runs)`,
  `kit.table("6a", runs).alone()`,
  `try (Progress bar = Progress.start("counting", 100)) {
  for (int i = 0; i < 100; i++) { Thread.sleep(40); bar.advance(); }
}`,
  `try (Progress bar = Progress.start("endless", 1_000_000)) {
  while (true) { Thread.sleep(20); bar.advance(); }
}`,
  `System.out.println("after the interrupt " + runs.cells().size())`,
  `help(kit)`,
];
const notebook = {
  nbformat: 4, nbformat_minor: 5,
  metadata: { kernelspec: { name: "java", display_name: "Java (Crosslens)", language: "java" } },
  cells: CELLS.map((source, i) => ({ id: `c${i}`, cell_type: "code", source, metadata: {}, outputs: [], execution_count: null })),
};

const TOKEN = { Authorization: "token browser" };
let failed = 0;
const expect = (what, holds, seen = "") => {
  console.log(`${holds ? "passed" : "FAILED"}  ${what}${holds ? "" : ": " + seen}`);
  failed += holds ? 0 : 1;
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
const page = await browser.newPage({ viewport: { width: 1300, height: 950 } });
const shot = name => page.screenshot({ path: `${out}/${name}.png` });

async function open(name) {
  await page.goto(`${url}/lab/tree/${name}?reset&token=browser`);
  await page.waitForSelector(".jp-Notebook .jp-Cell", { timeout: 60000 });
  await page.waitForTimeout(6000);
}
const cell = i => page.locator(".jp-Notebook .jp-Cell").nth(i);
const output = i => cell(i).locator(".jp-OutputArea-output");
const busy = () => page.evaluate(() => [...document.querySelectorAll(".jp-InputPrompt")].some(e => e.textContent.includes("*")));
async function idle(seconds) {
  for (let i = 0; i < seconds * 5; i++) {
    if (!(await busy())) return true;
    await page.waitForTimeout(200);
  }
  return false;
}
async function start(i) {
  await cell(i).locator(".jp-InputPrompt").click();
  await page.keyboard.press("Control+Enter");
  await page.waitForTimeout(300);
}
async function run(i, seconds = 90) {
  await start(i);
  if (!(await idle(seconds))) console.log(`cell ${i} still runs after ${seconds} s`);
  await cell(i).scrollIntoViewIfNeeded();
}
async function theme(name) {
  await page.evaluate(theme => window.jupyterapp?.commands.execute("apputils:change-theme", { theme }), name);
  await page.waitForTimeout(1500);
}

async function tables() {
  await run(1);
  const first = () => output(1).locator("tbody tr:visible").first().locator("td").first().innerText();
  const head = output(1).locator("th").first();
  expect("a table shows its first page", (await output(1).locator("tbody tr:visible").count()) === 20);
  await head.click();
  expect("a click sorts ascending", (await first()) === "0", await first());
  await head.press("Enter");
  expect("Enter sorts descending", (await first()) === "100", await first());
  await head.press("Enter");
  expect("a third time brings the order back", (await first()) === "0" && (await head.getAttribute("aria-sort")) === "none", await first());
  for (let i = 0; i < 9; i++) await output(1).getByRole("button", { name: "next" }).click();
  expect("pages turn to the last and stay there", (await output(1).innerText()).includes("rows 81–100 of 100"));
  expect("hostile text is text on every page", !(await page.evaluate(() => window.hit)) && (await output(1).innerText()).includes("</script><img"));
  await shot("table");
}

async function browse() {
  await run(2);
  const view = output(2).locator("[role=group]");
  await view.focus();
  for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft"]) await page.keyboard.press(key);
  expect("arrow keys turn, and the notebook's own keys stay out", (await view.innerText()).includes("2 of 336"), (await view.innerText()).slice(0, 60));
  await page.keyboard.press("End");
  expect("End goes to the last", (await view.innerText()).includes("336 of 336"));
  await view.locator("select").first().selectOption("ar");
  expect("a language can be chosen", (await view.innerText()).includes("1 of 28"));
  await view.locator("select").nth(1).selectOption("wrong");
  for (let i = 0; i < 5; i++) { await view.focus(); await page.keyboard.press("ArrowRight"); }
  const text = await view.innerText();
  expect("wrong answers can be chosen", text.includes("EM 0") && /6 of \d+/.test(text), text.slice(0, 60));
  const question = view.locator("[dir=auto]").nth(1);
  expect("Arabic runs from right to left", (await question.evaluate(e => getComputedStyle(e).direction)) === "rtl");
  expect("the gold is marked", (await view.locator("mark").count()) > 0);
  await shot("browse-light");
  await run(3);
  await theme("JupyterLab Dark");
  await cell(2).scrollIntoViewIfNeeded();
  await shot("browse-dark");
  await cell(3).scrollIntoViewIfNeeded();
  await shot("table-dark");
  await page.setViewportSize({ width: 800, height: 950 });
  await cell(2).scrollIntoViewIfNeeded();
  await shot("browse-800");
  await page.setViewportSize({ width: 1300, height: 950 });
  await theme("JupyterLab Light");
}

async function progress() {
  await start(4);
  const bar = output(4).locator("progress");
  await bar.waitFor({ timeout: 20000 });
  const seen = [];
  for (let i = 0; i < 4; i++) {
    seen.push(await bar.evaluate(e => e.value).catch(() => -1));
    await page.waitForTimeout(500);
  }
  expect("a bar moves in place", new Set(seen).size >= 3 && (await output(4).count()) === 1, seen);
  await idle(30);
  expect("it leaves its counts", (await output(4).innerText()).trim() === "counting: 100 of 100", await output(4).innerText());
}

async function interrupt() {
  await start(5);
  await page.waitForTimeout(3000);
  await shot("running");
  await page.locator('[data-command="notebook:interrupt-kernel"]').first().click();
  expect("an interrupt ends an endless cell", await idle(15));
  await run(6);
  expect("the next cell runs", (await output(6).innerText()).includes("after the interrupt 12"));
  expect("the interrupted bar says so", (await output(5).first().innerText()).includes("stopped"), await output(5).first().innerText());
  await shot("interrupted");
}

async function writing() {
  await run(7);
  expect("help(kit) lists methods", (await output(7).innerText()).includes("browse(RunSet runs) → Browse"));
  await shot("help");
  await cell(7).locator(".cm-content").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("kit.ta");
  await page.keyboard.press("Tab");
  const names = await page.locator(".jp-Completer-item").first().innerText({ timeout: 15000 }).catch(() => "no list");
  expect("Tab completes a method's name", /table/.test(names), names);
  await shot("completion");
  await page.keyboard.press("Escape");
  await cell(7).locator(".cm-content").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("kit.table()");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+Tab");
  const tip = await page.locator(".jp-Tooltip").innerText({ timeout: 15000 }).catch(() => "no tooltip");
  expect("Shift-Tab shows a method's signature", /table\(/.test(tip), tip);
  console.log(`        Shift-Tab says: ${tip.replace(/\s+/g, " ").slice(0, 200)}`);
  await shot("inspection");
  await page.keyboard.press("Escape");
}

async function restart() {
  await page.evaluate(() => { window.jupyterapp.commands.execute("notebook:restart-kernel"); });
  const dialog = page.locator(".jp-Dialog .jp-mod-accept");
  if (await dialog.isVisible({ timeout: 5000 }).catch(() => false)) await dialog.click();
  await page.waitForTimeout(6000);
  await run(6);
  expect("a restart forgets variables", /cannot find symbol|CompilationException|error/i.test(await output(6).first().innerText()), await output(6).first().innerText());
  await run(0);
  await run(6);
  expect("and the cells run again", (await output(6).first().innerText()).includes("after the interrupt 12"));
}

async function untrusted() {
  // the saved file, opened as one that came from elsewhere: scripts are taken out, the plain tables stay
  const saved = await (await fetch(`${url}/api/contents/check_browser.ipynb`, { headers: TOKEN })).json();
  const done = saved.content.cells.filter(c => c.outputs?.some(o => o.data?.["text/html"]));
  const copy = { ...notebook, cells: done.map(c => ({ ...c, metadata: {} })) };
  await put("check_browser_untrusted.ipynb", copy);
  await open("check_browser_untrusted.ipynb");
  const text = await page.locator(".jp-Notebook").innerText();
  expect("an untrusted notebook shows the first samples as a table", text.includes("trust the notebook, to browse them"), text.slice(0, 300));
  expect("and no script's text", !text.includes("document.createElement"));
  await shot("untrusted");
}

async function whole(name) {
  // cells outside the window are not in the page: a window as tall as the notebook brings them all
  await page.setViewportSize({ width: 1300, height: 16000 });
  await open(name);
  // stored outputs and their numbers would look like cells that ran
  await page.evaluate(() => window.jupyterapp.commands.execute("notebook:clear-all-cell-outputs"));
  const started = Date.now();
  page.evaluate(() => { window.jupyterapp.commands.execute("notebook:run-all-cells"); });
  const unrun = () => page.evaluate(() => [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")].filter(e => !/\d/.test(e.textContent)).length);
  const errors = page.locator('.jp-OutputArea-output[data-mime-type*="stderr"], .jp-OutputArea-output[data-mime-type*="error"]');
  while (Date.now() - started < 400_000 && ((await busy()) || ((await unrun()) > 0 && (await errors.count()) === 0))) {
    await page.waitForTimeout(500);
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  const end = await page.evaluate(() => Math.max(...[...document.querySelectorAll(".jp-Notebook .jp-Cell")].map(e => e.getBoundingClientRect().bottom)));
  await page.setViewportSize({ width: 1300, height: Math.min(16000, Math.ceil(end) + 100) });
  await page.waitForTimeout(2000);
  const left = await unrun();
  expect(`${name} runs whole (${seconds} s)`, left === 0 && (await errors.count()) === 0,
    `${left} cells did not run; ${(await errors.allInnerTexts()).join(" ").slice(0, 300)}`);
  await shot(name.replace(".ipynb", ""));
}

const put = (name, content) => fetch(`${url}/api/contents/${name}`, {
  method: "PUT", headers: { ...TOKEN, "Content-Type": "application/json" }, body: JSON.stringify({ type: "notebook", content }) });

await put("check_browser.ipynb", notebook);
try {
  await open("check_browser.ipynb");
  await run(0);
  for (const part of [tables, browse, progress, interrupt, writing, restart]) {
    try {
      await part();
    } catch (error) {
      expect(part.name, false, String(error).split("\n")[0]);
    }
  }
  await page.keyboard.press("Control+S");
  await page.waitForTimeout(2000);
  await untrusted();
  const all = async () => (await (await fetch(`${url}/api/contents`, { headers: TOKEN })).json()).content
    .map(file => file.name).filter(name => /^\d.*\.ipynb$/.test(name)).sort();
  for (const name of named[0] === "--all" ? await all() : named) {
    await whole(name);
  }
} finally {
  await browser.close();
  for (const name of ["check_browser.ipynb", "check_browser_untrusted.ipynb"]) {
    await fetch(`${url}/api/contents/${name}`, { method: "DELETE", headers: TOKEN });
  }
  for (const session of await (await fetch(`${url}/api/sessions`, { headers: TOKEN })).json()) {
    if (session.path.startsWith("check_browser") || /^\d/.test(session.path)) {
      await fetch(`${url}/api/sessions/${session.id}`, { method: "DELETE", headers: TOKEN });
    }
  }
}
console.log(failed ? `${failed} failed` : "all passed");
process.exit(failed ? 1 : 0);
