package dev.bascule.inspect.cli;

import picocli.CommandLine.IVersionProvider;

/** The version, as the jar tells it. */
final class Version implements IVersionProvider {
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"bascule " + text()};
    }
}
