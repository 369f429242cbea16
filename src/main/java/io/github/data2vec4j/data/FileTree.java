package io.github.data2vec4j.data;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Visits the files below a folder, as corpora are searched. Symbolic links are followed, except to a folder that they
 * lie in. Hidden files and folders are passed over, whose names begin with a dot or are {@code __MACOSX}: macOS leaves
 * a file {@code ._photo.jpg} for each {@code photo.jpg} on other disks. So is {@code lost+found}, which a disk has for
 * itself. The folder given may be any of these.
 */
public final class FileTree {

    private static final String OF_THE_DISK = "lost+found";

    /** Takes files one after the other, in no order. */
    @FunctionalInterface
    public interface Visitor {

        /** A file, no folder, pipe or device. */
        void file(Path file);

        /** A link that leads nowhere. As a file, it is told when it is read. */
        default void lost(Path link) {
            file(link);
        }
    }

    private FileTree() {}

    /**
     * Visits them.
     *
     * @return how many hidden files and folders were passed over
     * @throws IOException if a folder cannot be read; it is named
     */
    public static long visit(Path folder, Visitor visitor) throws IOException {
        var walk = new Walk(folder, visitor);
        // Unlike Files.walk, it tells files from folders without asking the system a second time for each.
        Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
        return walk.hidden;
    }

    private static boolean isHidden(String name) {
        return name.startsWith(".") || name.equals("__MACOSX");
    }

    private static final class Walk extends SimpleFileVisitor<Path> {

        private final Path folder;
        private final Visitor visitor;
        private long hidden;

        Walk(Path folder, Visitor visitor) {
            this.folder = folder;
            this.visitor = visitor;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) {
            return isPassed(entered) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isPassed(file)) {
                // Pipes and devices may give nothing for ever.
                if (attributes.isRegularFile()) {
                    visitor.file(file);
                } else if (attributes.isSymbolicLink()) {
                    visitor.lost(file);
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path failed, IOException failure) throws IOException {
            if (failure instanceof FileSystemLoopException || isPassed(failed)) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        private boolean isPassed(Path path) {
            if (path.equals(folder)) {
                return false;
            }
            var name = path.getFileName().toString();
            if (isHidden(name)) {
                hidden++;
                return true;
            }
            return name.equals(OF_THE_DISK);
        }
    }
}
