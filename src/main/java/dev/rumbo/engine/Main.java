package dev.rumbo.engine;

import dev.rumbo.sqlite.Backup;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;

/** The application, or beside one that runs: with {@code backup <folder>} a copy of its data, with {@code move} its way to another engine. */
@QuarkusMain
public final class Main {

    private static final int WRONG_USE = 2;

    private Main() {}

    public static void main(String... arguments) {
        if (arguments.length == 0) {
            Quarkus.run(arguments);
        } else if (arguments.length == 2 && arguments[0].equals("backup")) {
            System.exit(backup(Path.of(arguments[1])));
        } else if (arguments[0].equals("move") && MoveCommand.accepts(rest(arguments))) {
            System.exit(MoveCommand.run(rest(arguments), System.out));
        } else {
            System.err.println(
                    "Without arguments: the application. backup <folder>: copies its data into a new folder. "
                            + MoveCommand.USE + ".");
            System.exit(WRONG_USE);
        }
    }

    private static List<String> rest(String... arguments) {
        return List.of(arguments).subList(1, arguments.length);
    }

    private static int backup(Path target) {
        String folder = System.getenv().getOrDefault("RUMBO_DATA_DIR", "data");
        try {
            Backup.copy(Path.of(folder), target);
            System.out.println("Copied " + folder + " to " + target + " and verified the copy.");
            return 0;
        } catch (FileAlreadyExistsException taken) {
            System.err.println("Nothing was copied: " + taken.getMessage() + " exists already.");
            return 1;
        } catch (IOException failure) {
            System.err.println("Nothing was copied: " + failure.getMessage());
            return 1;
        }
    }
}
