package dev.bascule.inspect.model.rule;

/**
 * A rule, as a terminal and a report tell it; its page has an example.
 *
 * @param id e.g. {@code BSC104}
 * @param title in a few words, without a full stop
 * @param why it hurts
 * @param fix what helps in general
 * @param page where it is explained, relative to the root of the project
 */
public record Rule(String id, String title, String why, String fix, String page) {}
