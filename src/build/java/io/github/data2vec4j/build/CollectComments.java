package io.github.data2vec4j.build;

import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SimpleDocTreeVisitor;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/**
 * Writes what the Javadoc says of the components of all records below a folder into a properties file, a line
 * {@code <binary name of the record>.<component>=<its @param>} for each: the comments of {@code d2v config show}.
 *
 * <p>The build runs this file as a program, {@code java CollectComments.java <sources> <properties>}. An annotation
 * processor would see the same text, but would have to be a jar before the compiler could be given it.
 */
final class CollectComments extends TreePathScanner<Void, Void> {

    private final DocTrees docs;
    private final SortedMap<String, String> comments = new TreeMap<>();

    private CollectComments(DocTrees docs) {
        this.docs = docs;
    }

    public static void main(String[] arguments) throws IOException {
        var comments = in(Path.of(arguments[0]));
        var target = Path.of(arguments[1]).toAbsolutePath();
        Files.createDirectories(target.getParent());
        Files.write(
                target,
                comments.entrySet().stream().map(CollectComments::property).toList());
    }

    private static SortedMap<String, String> in(Path folder) throws IOException {
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "this Java has no compiler");
        try (var files = compiler.getStandardFileManager(null, null, null);
                var walk = Files.walk(folder)) {
            var sources = walk.filter(file -> file.toString().endsWith(".java")).toList();
            var units = files.getJavaFileObjectsFromPaths(sources);
            var task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null, units);
            var collector = new CollectComments(DocTrees.instance(task));
            // Parsing is enough, and quick: names of records are where they are written.
            collector.scan(task.parse(), null);
            return collector.comments;
        }
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
        var doc = type.getKind() == Kind.RECORD ? docs.getDocCommentTree(getCurrentPath()) : null;
        if (doc != null) {
            var prefix = binaryName(getCurrentPath()) + ".";
            for (var tag : doc.getBlockTags()) {
                if (tag instanceof ParamTree param && !param.isTypeParameter()) {
                    comments.put(prefix + param.getName(), plainText(param.getDescription()));
                }
            }
        }
        return super.visitClass(type, none);
    }

    private static String binaryName(TreePath path) {
        var outer = path.getParentPath();
        var name = ((ClassTree) path.getLeaf()).getSimpleName();
        if (outer.getLeaf() instanceof CompilationUnitTree unit) {
            return unit.getPackageName() == null ? name.toString() : unit.getPackageName() + "." + name;
        }
        // A record within a method has no name that anybody could look up; this one does no harm.
        return outer.getLeaf() instanceof ClassTree ? binaryName(outer) + "$" + name : name.toString();
    }

    /** The words without tags, on one line. */
    private String plainText(List<? extends DocTree> parts) {
        var words = parts.stream().map(this::plainText).collect(Collectors.joining());
        return words.strip().replaceAll("\\s+", " ");
    }

    private String plainText(DocTree part) {
        return part.accept(
                new SimpleDocTreeVisitor<String, Void>() {
                    @Override
                    public String visitText(TextTree text, Void none) {
                        return text.getBody();
                    }

                    @Override
                    public String visitLiteral(LiteralTree literal, Void none) {
                        return literal.getBody().getBody();
                    }

                    @Override
                    public String visitLink(LinkTree link, Void none) {
                        return link.getLabel().isEmpty()
                                ? link.getReference()
                                        .getSignature()
                                        .replaceFirst("^#", "")
                                        .replace('#', '.')
                                : plainText(link.getLabel());
                    }

                    @Override
                    public String visitEntity(EntityTree entity, Void none) {
                        return Objects.requireNonNullElse(docs.getCharacters(entity), entity.toString());
                    }

                    @Override
                    public String visitStartElement(StartElementTree start, Void none) {
                        return "";
                    }

                    @Override
                    public String visitEndElement(EndElementTree end, Void none) {
                        return "";
                    }

                    @Override
                    protected String defaultAction(DocTree other, Void none) {
                        return other.toString();
                    }
                },
                null);
    }

    private static String property(Map.Entry<String, String> comment) {
        return comment.getKey() + "=" + comment.getValue().replace("\\", "\\\\");
    }
}
