package dev.bascule.inspect.scanner;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar, war or zip. Its directory tells what is in it, as for the JVM; where that lies about sizes, reading stops.
 *
 * <p>What inflates to very much more than it takes is not read: no compiler makes such class files, but somebody who wants
 * to fill our memory or time does. After a few of them nothing more of the archive is.
 */
final class Archive implements Container {
    /** A class file that is larger does not exist: no method, no constant and no attribute of any use fills it. */
    static final int MOST_BYTES = 32 << 20;

    private static final int ANY_RATIO_BYTES = 1 << 20;
    private static final int MOST_RATIO = 250;
    private static final int MOST_BOMBS = 10;
    /** Where they have catalogues of their own. */
    static final String CATALOGS = "META-INF/bascule/";

    private static final byte[] NONE = {};
    private static final String OTHER_VERSIONS = "META-INF/versions/";

    private final String where;
    private final ZipFile zip;
    private final List<ZipEntry> classes = new ArrayList<>();
    private final List<ZipEntry> archives = new ArrayList<>();
    private final List<ZipEntry> shipped = new ArrayList<>();
    private final AtomicInteger bombs = new AtomicInteger();

    /**
     * Opens it. Names of entries are not always UTF-8; those of classes stand in the class files.
     *
     * @param where its name for messages
     */
    Archive(String where, File file) throws IOException {
        this.where = where;
        this.zip = new ZipFile(file, ZipFile.OPEN_READ, StandardCharsets.ISO_8859_1);
        zip.stream().filter(entry -> !entry.isDirectory()).forEach(this::note);
    }

    private void note(ZipEntry entry) {
        String name = entry.getName();
        if (isClass(name) && !name.startsWith(OTHER_VERSIONS)) {
            classes.add(entry);
        } else if (isArchive(name)) {
            archives.add(entry);
        } else if (name.startsWith(CATALOGS) && isCatalog(name)) {
            shipped.add(entry);
        }
    }

    static boolean isCatalog(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    static boolean isClass(String name) {
        return name.endsWith(".class") && !name.endsWith("module-info.class");
    }

    static boolean isArchive(String name) {
        return name.endsWith(".jar") || name.endsWith(".war") || name.endsWith(".zip");
    }

    /** Goes on with the digest: what classes there are, in which order, and the checksums of their files. */
    void identify(MessageDigest digest) {
        ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES);
        for (ZipEntry entry : classes) {
            digest.update(entry.getName().getBytes(StandardCharsets.ISO_8859_1));
            digest.update(
                    numbers.putLong(entry.getCrc()).putLong(entry.getSize()).array());
            numbers.clear();
        }
    }

    boolean isEmpty() {
        return zip.size() == 0;
    }

    /** Those in it. */
    List<ZipEntry> archives() {
        return archives;
    }

    /** The texts of catalogues in it, by names for messages. */
    Map<String, String> catalogs() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (ZipEntry entry : shipped) {
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] text = in.readNBytes(ANY_RATIO_BYTES);
                texts.put(where + "!/" + entry.getName(), new String(text, StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    InputStream open(ZipEntry entry) throws IOException {
        return zip.getInputStream(entry);
    }

    @Override
    public int size() {
        return classes.size();
    }

    @Override
    public String name(int index) {
        return where + "!" + classes.get(index).getName();
    }

    @Override
    public byte[] read(int index) throws IOException {
        if (bombs.get() >= MOST_BOMBS) {
            throw new IOException("not read, since too much of the archive is larger than it says");
        }
        ZipEntry entry = classes.get(index);
        int most = mostBytes(entry);
        if (entry.getSize() <= most) {
            byte[] bytes = read(entry, most);
            if (bytes.length <= most) {
                return bytes;
            }
        }
        bombs.incrementAndGet();
        throw new IOException("larger than any class file, or than what is packed so small can be");
    }

    /** As a rule as much as its directory says, so that there is nothing to copy; if that lies, up to one byte too many. */
    private byte[] read(ZipEntry entry, int most) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = new byte[(int) Math.max(entry.getSize(), 0)];
            int count = in.readNBytes(bytes, 0, bytes.length);
            byte[] rest = count < bytes.length ? NONE : in.readNBytes(most + 1 - count);
            if (count == bytes.length && rest.length == 0) {
                return bytes;
            }
            byte[] all = Arrays.copyOf(bytes, count + rest.length);
            System.arraycopy(rest, 0, all, count, rest.length);
            return all;
        }
    }

    private static int mostBytes(ZipEntry entry) {
        long packed = Math.max(entry.getCompressedSize(), 0);
        return (int) Math.min(MOST_BYTES, Math.max(ANY_RATIO_BYTES, packed * MOST_RATIO));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
