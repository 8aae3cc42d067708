package dev.bascule.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** Loads what stands under {@code inner/} in the agent's jar, and sees nothing of the application. */
final class InnerLoader extends ClassLoader {
    private static final String ROOT = "inner/";

    private final Path path;
    private final JarFile jar;
    private final @Nullable String version;

    InnerLoader(Path path) throws IOException {
        super("bascule-agent", getPlatformClassLoader());
        this.path = path;
        this.jar = new JarFile(path.toFile());
        Manifest manifest = jar.getManifest();
        this.version =
                manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ZipEntry entry = jar.getEntry(ROOT + name.replace('.', '/') + ".class");
        if (entry == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream stream = jar.getInputStream(entry)) {
            byte[] bytes = stream.readAllBytes();
            definePackage(name.substring(0, Math.max(0, name.lastIndexOf('.'))));
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** All with the version of the agent. */
    private void definePackage(String name) {
        if (getDefinedPackage(name) == null) {
            definePackage(name, null, null, null, null, version, null, null);
        }
    }

    /** Without a URL, which loads much of the JDK; and read at once, so that the jar's lock is not held for long. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        ZipEntry entry = jar.getEntry(ROOT + name);
        if (entry == null) {
            return super.getResourceAsStream(name);
        }
        try (InputStream stream = jar.getInputStream(entry)) {
            return new ByteArrayInputStream(stream.readAllBytes());
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        if (jar.getEntry(ROOT + name) == null) {
            return null;
        }
        try {
            return new URL("jar:" + path.toUri() + "!/" + ROOT + name);
        } catch (MalformedURLException e) {
            return null;
        }
    }
}
