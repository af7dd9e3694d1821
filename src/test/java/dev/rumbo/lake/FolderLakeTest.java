package dev.rumbo.lake;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FolderLakeTest extends LakeContract {

    @TempDir
    Path folder;

    @Override
    protected ObjectStorage open() {
        return new ObjectFolder(folder);
    }
}
