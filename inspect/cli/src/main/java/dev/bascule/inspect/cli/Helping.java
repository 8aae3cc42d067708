package dev.bascule.inspect.cli;

import picocli.CommandLine.Option;

/** That a command explains itself. */
final class Helping {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this text.")
    @SuppressWarnings("UnusedVariable") // for picocli
    private boolean help;
}
