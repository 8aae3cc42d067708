package dev.bascule.inspect.cli;

import picocli.CommandLine.Option;

/** A command that explains itself. */
abstract class Helping {
    @Option(
            names = {"-h", "--help"},
            order = 100, // the last one
            usageHelp = true,
            description = "Prints this text.")
    @SuppressWarnings("UnusedVariable") // for picocli
    private boolean help;
}
