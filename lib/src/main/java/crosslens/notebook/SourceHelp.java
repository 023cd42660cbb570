package crosslens.notebook;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Reads signatures and javadoc from the kit's own sources, which its jar carries; the JDK's compiler parses them. */
final class SourceHelp {
    private static final Map<Class<?>, Optional<TypeHelp>> KNOWN = new ConcurrentHashMap<>();

    private SourceHelp() {}

    /**
     * What the source says of a type; empty for a type that is not of the kit.
     *
     * @throws IllegalStateException if this Java has no compiler
     */
    static Optional<TypeHelp> of(Class<?> type) {
        return KNOWN.computeIfAbsent(type, SourceHelp::read);
    }

    private static Optional<TypeHelp> read(Class<?> type) {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        String path = "/META-INF/sources/" + outer.getName().replace('.', '/') + ".java";
        try (InputStream in = SourceHelp.class.getResourceAsStream(path)) {
            if (in == null) {
                return Optional.empty();
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), type.getSimpleName());
        } catch (IOException e) {
            throw new UncheckedIOException("the source of " + outer.getName() + " cannot be read", e);
        }
    }

    /** What a source says of one of its types, by its simple name. */
    static Optional<TypeHelp> parse(String source, String name) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException(
                    "help reads the kit's sources with the JDK's compiler, which this Java lacks:"
                            + " run the notebook's kernel with a JDK");
        }
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        JavacTask task =
                (JavacTask) compiler.getTask(null, null, problem -> {}, List.of("-proc:none"), null, List.of(file));
        Finder finder = new Finder(DocTrees.instance(task), name);
        task.parse().forEach(unit -> finder.scan(unit, null));
        return Optional.ofNullable(finder.found);
    }

    private static final class Finder extends TreePathScanner<Void, Void> {
        private final DocTrees docs;
        private final String name;
        private TypeHelp found;

        Finder(DocTrees docs, String name) {
            this.docs = docs;
            this.name = name;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (type.getSimpleName().contentEquals(name) && found == null) {
                List<TypeHelp.Member> members = new ArrayList<>();
                Map<String, String> components = JavadocText.parameters(doc(getCurrentPath()));
                for (Tree member : type.getMembers()) {
                    TreePath path = new TreePath(getCurrentPath(), member);
                    if (member instanceof MethodTree method && isOffered(type, method)) {
                        members.add(member(method, JavadocText.body(doc(path))));
                    } else if (member instanceof VariableTree field) {
                        field(type, field, path, components).ifPresent(members::add);
                    }
                }
                found = new TypeHelp(name, JavadocText.body(doc(getCurrentPath())), members);
            }
            return super.visitClass(type, unused);
        }

        private String doc(TreePath path) {
            String comment = docs.getDocComment(path);
            return comment == null ? "" : comment;
        }

        private static boolean isOffered(ClassTree type, MethodTree method) {
            boolean open = method.getModifiers().getFlags().contains(Modifier.PUBLIC)
                    || type.getKind() == Tree.Kind.INTERFACE
                            && !method.getModifiers().getFlags().contains(Modifier.PRIVATE);
            return open
                    && method.getReturnType() != null
                    && method.getModifiers().getAnnotations().stream()
                            .noneMatch(a -> a.getAnnotationType().toString().equals("Override"));
        }

        private static TypeHelp.Member member(MethodTree method, String doc) {
            String parameters = method.getParameters().stream()
                    .map(p -> p.getType().toString() + (isVarargs(p) ? "…" : "") + " " + p.getName())
                    .map(p -> p.replace("[]…", "…"))
                    .collect(Collectors.joining(", "));
            String result = method.getReturnType().toString();
            String signature =
                    method.getName() + "(" + parameters + ")" + (result.equals("void") ? "" : " → " + result);
            return new TypeHelp.Member(method.getName().toString(), signature, doc);
        }

        private static boolean isVarargs(VariableTree parameter) {
            return parameter.toString().contains("...");
        }

        private Optional<TypeHelp.Member> field(
                ClassTree type, VariableTree field, TreePath path, Map<String, String> components) {
            boolean fixed = field.getModifiers().getFlags().contains(Modifier.STATIC);
            String name = field.getName().toString();
            if (type.getKind() == Tree.Kind.RECORD && !fixed) {
                return Optional.of(
                        new TypeHelp.Member(name, name + "() → " + field.getType(), components.getOrDefault(name, "")));
            }
            if (fixed && field.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
                return Optional.of(new TypeHelp.Member(name, name, JavadocText.body(doc(path))));
            }
            return Optional.empty();
        }
    }
}
