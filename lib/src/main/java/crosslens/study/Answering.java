package crosslens.study;

import crosslens.data.CrossItem;
import crosslens.data.ParallelSet;
import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.Request;
import crosslens.local.LocalModel;
import crosslens.prompt.Cell;
import crosslens.prompt.Demonstrations;
import crosslens.prompt.Prompt;
import crosslens.prompt.PromptBuilder;
import crosslens.prompt.PromptWording;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.run.AnswerRecord;
import crosslens.run.Closing;
import crosslens.run.Run;
import crosslens.run.RunInfo;
import crosslens.run.RunSpec;
import crosslens.run.RunStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Carries out an {@link AnswerPlan}: finds what is missing in the store, asks the model for that alone, and stores every answer as it comes. */
final class Answering {
    /** Cells are asked together up to this many prompts, so that the model can pack them; the bound keeps the prompts' texts from filling the heap. */
    private static final int PROMPTS_AT_ONCE = 2000;

    private final Model model;
    private final ParallelSet data;
    private final AnswerPlan plan;
    private final ProgressListener progress;

    Answering(Model model, ParallelSet data, AnswerPlan plan, ProgressListener progress) {
        this.model = model;
        this.data = data;
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * A cell with everything that asking it takes.
     *
     * @param wanted items to be answered, in the data set's file order
     */
    record Task(Cell cell, RunSpec spec, GenerationSettings settings, PromptBuilder prompts, List<CrossItem> wanted) {
        List<String> ids() {
            return wanted.stream().map(CrossItem::id).toList();
        }

        /** The task for some of its items alone. */
        Task only(Predicate<CrossItem> which) {
            return new Task(
                    cell, spec, settings, prompts, wanted.stream().filter(which).toList());
        }

        Request request(CrossItem item, String id) {
            return new Request(id, prompts.build(item));
        }
    }

    /** The plan's cells, each once, in the order of scenarios, shots, formats, languages. */
    List<Task> tasks() throws IOException {
        Style style = plan.style().orElse(model.card().chat() ? Style.CHAT : Style.RAW);
        if (style == Style.CHAT && !model.card().chat()) {
            throw new IllegalArgumentException(model.card().name() + " has no chat template: use --style raw");
        }
        model.render(Prompt.plain("x"), style, plan.answerPrefix()); // refuses what this model cannot be asked
        Demonstrations demonstrations = plan.shots().stream().allMatch(shots -> shots == 0)
                ? null
                : Demonstrations.choose(data.examples(data.languages().get(0)));
        List<Task> tasks = new ArrayList<>();
        for (PromptWording wording : wordings()) {
            for (int shots : plan.shots()) {
                for (Cell cell : cells(shots, wording.name(), style)) {
                    tasks.add(task(cell, wording, shots == 0 ? null : demonstrations));
                }
            }
        }
        return tasks;
    }

    /** One prompt of the first task as the model reads it; null for the first item of the fixed order. */
    ShownPrompt show(String id) throws IOException {
        Task task = tasks().get(0);
        String wanted = id == null ? data.order().get(0) : id;
        CrossItem item = data.items(task.cell().context(), task.cell().question()).stream()
                .filter(candidate -> candidate.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no question '" + wanted + "' in " + data.name()
                        + "; its first is " + data.order().get(0)));
        Prompt rendered = model.render(task.prompts().build(item), task.cell().style(), plan.answerPrefix());
        String name = item.id() + ", " + task.cell().pair() + ", " + task.cell().shots() + " shots, "
                + task.cell().format();
        return new ShownPrompt(name, rendered, model.tokens(rendered).orElse(null));
    }

    /** Asks for what is missing; returns when everything is stored. */
    void run(RunStore store, List<Task> tasks, RunInfo info) throws IOException, InterruptedException {
        run(store, tasks, info, Optional.empty());
    }

    /** @param keeping keeps hidden states of the prompts that are asked, of a model of this machine */
    void run(RunStore store, List<Task> tasks, RunInfo info, Optional<StateKeeping> keeping)
            throws IOException, InterruptedException {
        List<Run> open = new ArrayList<>();
        try {
            int total = tasks.stream().mapToInt(t -> t.wanted().size()).sum();
            List<Pending> pending = new ArrayList<>();
            int there = 0;
            int again = 0;
            for (Task task : tasks) {
                Run run = store.open(task.spec(), info);
                open.add(run);
                run.notices().forEach(progress::say);
                Set<String> missing = new HashSet<>(run.missing(task.ids()));
                List<String> failed = plan.retryFailed() ? run.failed(task.ids()) : List.of();
                missing.addAll(failed);
                again += failed.size();
                there += task.wanted().size() - missing.size();
                if (!missing.isEmpty()) {
                    model.goesOn(run);
                    pending.add(new Pending(task, run, missing, failed));
                }
            }
            if (plan.retryFailed()) {
                progress.say(again + " of " + total
                        + " items were left without an answer by the endpoint and are asked again");
            }
            progress.begin(model.card().name() + " answers", total, there);
            try {
                ask(pending, keeping);
            } finally {
                logFacts(pending);
                if (again > 0) {
                    int left = failed(pending);
                    progress.say((again - left) + " of them are answered now, " + left + " are not");
                }
            }
        } finally {
            progress.end();
            Closing.all(open);
        }
    }

    /** @param again those of the missing that have a record already, which says that the endpoint gave no answer */
    private record Pending(Task task, Run run, Set<String> missing, List<String> again) {}

    /** How many of the items that were asked again have no answer still. */
    private static int failed(List<Pending> pending) {
        return pending.stream()
                .mapToInt(asked -> asked.run().failed(asked.again()).size())
                .sum();
    }

    /** What the model told of itself while it was asked goes into the log of every run it was asked for. */
    private void logFacts(List<Pending> pending) throws IOException {
        String facts = model.facts().entrySet().stream()
                .map(fact -> fact.getKey() + ": " + fact.getValue())
                .collect(Collectors.joining("; "));
        if (!facts.isEmpty()) {
            for (Pending asked : pending) {
                asked.run().log("model", facts);
            }
            if (!pending.isEmpty()) {
                progress.say(facts);
            }
        }
    }

    private void ask(List<Pending> pending, Optional<StateKeeping> keeping) throws InterruptedException {
        List<Pending> together = new ArrayList<>();
        int prompts = 0;
        for (Pending next : pending) {
            if (!together.isEmpty() && prompts + next.missing().size() > PROMPTS_AT_ONCE) {
                generate(together, keeping);
                together.clear();
                prompts = 0;
            }
            together.add(next);
            prompts += next.missing().size();
        }
        if (!together.isEmpty()) {
            generate(together, keeping);
        }
    }

    private void generate(List<Pending> together, Optional<StateKeeping> keeping) throws InterruptedException {
        List<Request> requests = new ArrayList<>();
        Map<String, Pending> owners = new HashMap<>();
        Map<String, CrossItem> items = new HashMap<>();
        for (Pending pending : together) {
            for (CrossItem item : pending.task().wanted()) {
                if (pending.missing().contains(item.id())) {
                    String id = Integer.toString(requests.size());
                    owners.put(id, pending);
                    items.put(id, item);
                    requests.add(pending.task().request(item, id));
                    keeping.ifPresent(kept -> kept.expect(pending.task().cell(), item));
                }
            }
        }
        Consumer<Generation> sink = answer -> {
            Pending owner = owners.get(answer.id());
            CrossItem item = items.get(answer.id());
            try {
                owner.run()
                        .append(AnswerRecord.of(
                                answer.withId(item.id()), owner.task().prompts().demonstrationIds(item)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            progress.advance(1);
        };
        GenerationSettings settings = together.get(0).task().settings();
        Optional<LocalModel.Pooled> pooled = keeping.flatMap(StateKeeping::pooled);
        if (pooled.isPresent()) {
            model.local().generate(requests, settings, pooled.get(), sink);
        } else {
            model.generate(requests, settings, sink);
        }
    }

    private List<PromptWording> wordings() throws IOException {
        List<PromptWording> wordings = new ArrayList<>();
        for (String format : plan.formats()) {
            wordings.add(PromptWording.builtIn(format));
        }
        if (plan.promptFile().isPresent()) {
            wordings.add(PromptWording.load(plan.promptFile().get()));
        }
        return wordings;
    }

    private List<Cell> cells(int shots, String format, Style style) {
        var languages = plan.languages().isEmpty() ? data.languages() : plan.languages();
        List<Cell> cells = Scenario.cells(plan.scenarios(), languages, List.of(shots), List.of(format), style);
        if (cells.isEmpty()) {
            throw new IllegalArgumentException(
                    "x-y needs two languages or more besides English; named are " + languages);
        }
        return cells;
    }

    /** @param demonstrations null at zero shots */
    private Task task(Cell cell, PromptWording wording, Demonstrations demonstrations) {
        List<String> shown = new ArrayList<>();
        if (demonstrations != null) {
            shown.addAll(demonstrations.main().ids());
            shown.addAll(demonstrations.spare().ids());
        }
        List<CrossItem> items = data.items(cell.context(), cell.question());
        GenerationSettings settings =
                new GenerationSettings(cell.style(), plan.answerPrefix(), plan.maxTokens(), plan.stop());
        RunSpec spec = RunSpec.of(
                model.card(),
                settings,
                cell,
                data.sha256(cell.context()),
                data.sha256(cell.question()),
                shown,
                wording.sha256(),
                cell.style() == Style.CHAT ? model.templateArguments() : Map.of());
        List<String> limited =
                plan.limit().isPresent() ? data.select(plan.limit().getAsInt()) : data.order();
        Set<String> selected = new HashSet<>(plan.shard().of(limited));
        List<CrossItem> wanted =
                items.stream().filter(item -> selected.contains(item.id())).toList();
        return new Task(cell, spec, settings, new PromptBuilder(wording, cell, demonstrations, items), wanted);
    }
}
