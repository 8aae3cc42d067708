package dev.bascule.inspect.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, which are given the terminal, and what else picocli wants. */
record Commands(Terminal terminal) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == ScanCommand.class) {
            return type.cast(new ScanCommand(terminal));
        }
        if (type == JfrCommand.class) {
            return type.cast(new JfrCommand(terminal));
        }
        if (type == ReportCommand.class) {
            return type.cast(new ReportCommand(terminal));
        }
        if (type == RulesCommand.class) {
            return type.cast(new RulesCommand(terminal));
        }
        if (type == RunCommand.class) {
            return type.cast(new RunCommand(terminal));
        }
        if (type == AttachCommand.class) {
            return type.cast(new AttachCommand(terminal));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
