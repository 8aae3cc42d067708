package dev.bascule.inspect.model.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.bascule.inspect.model.Evidence;
import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Finding.Place;
import dev.bascule.inspect.model.Finding.Severity;
import dev.bascule.inspect.model.Finding.Target;
import dev.bascule.inspect.model.Hang;
import dev.bascule.inspect.model.Hub;
import dev.bascule.inspect.model.Unseen;
import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.file.Mistake;
import dev.bascule.inspect.model.file.Mistakes;
import java.io.IOException;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what {@link JsonWriter} writes. Fingerprints are computed anew. */
public final class JsonReader {
    private JsonReader() {}

    /** Reads the text of a file, whose name is for messages. */
    public static Report read(String file, String text) throws InvalidFileException {
        Mistakes mistakes = new Mistakes(file);
        JsonFields all = JsonFields.of(parse(file, text), "", mistakes);
        mistakes.throwIfAny();
        int schema = all.number("schema");
        if (schema != JsonWriter.SCHEMA) {
            all.wrong("schema", "must be " + JsonWriter.SCHEMA + ", which this version reads, was " + schema);
            mistakes.throwIfAny();
        }
        Report report = report(all);
        mistakes.throwIfAny();
        return report;
    }

    private static @Nullable Object parse(String file, String text) throws InvalidFileException {
        try {
            return JSON.std.anyFrom(text);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new InvalidFileException(
                    new Mistake(file, Math.max(line, 0), "is not JSON: " + String.valueOf(e.getOriginalMessage())));
        } catch (IOException e) {
            throw new InvalidFileException(new Mistake(file, 0, "is not JSON: " + e.getMessage()));
        }
    }

    private static Report report(JsonFields all) {
        JsonFields tool = all.object("tool");
        JsonFields input = all.object("input");
        JsonFields hidden = all.object("hidden");
        JsonFields unseen = all.object("unseen");
        return new Report(
                new Report.Tool(tool.text("name"), tool.text("version")),
                new Report.Input(
                        input.texts("paths"),
                        input.texts("libraries"),
                        input.number("classes"),
                        input.textsIfAny("programs")),
                all.objects("findings", JsonReader::told),
                new Report.Hidden(
                        hidden.number("accepted"),
                        hidden.number("allowed"),
                        hidden.number("unsure"),
                        hidden.number("notes")),
                new Unseen(
                        unseen.texts("unreadable"),
                        unseen.objects(
                                "gaps",
                                it -> new Unseen.Gap(
                                        it.text("kind"), it.text("what"), it.number("count"), it.textsIfAny("names")))),
                all.objects("hubs", it -> new Hub(target(it), it.number("paths"), it.text("advice"))),
                all.textsIfAny("waits"));
    }

    private static Report.Told told(JsonFields fields) {
        JsonFields root = fields.object("root");
        JsonFields leaf = fields.object("leaf");
        Finding finding = new Finding(
                fields.text("rule"),
                leaf.text("id"),
                fields.choice("confidence", Confidence.class),
                fields.choice("severity", Severity.class),
                new Finding.Root(place(root), root.text("why")),
                place(fields.object("site")),
                target(leaf),
                fields.objects("path", it -> new Finding.Step(place(it), edge(it))),
                fields.text("message"),
                fields.text("why"),
                fields.text("fix"));
        return new Report.Told(
                finding,
                new TreeSet<>(fields.texts("lenses")),
                fields.has("evidence") ? evidence(fields.object("evidence")) : null,
                fields.has("hang") ? hang(fields.object("hang")) : null);
    }

    private static Evidence evidence(JsonFields fields) {
        return new Evidence(
                fields.longNumber("count"),
                fields.longNumber("totalNanos"),
                fields.longNumber("maxNanos"),
                fields.instant("firstSeen"),
                fields.instant("lastSeen"),
                fields.texts("threads"),
                fields.texts("stack"));
    }

    private static Hang hang(JsonFields fields) {
        return new Hang(fields.texts("links"), fields.truth("proven"));
    }

    private static Confidence edge(JsonFields step) {
        String word = step.text("edge");
        for (Confidence confidence : Confidence.values()) {
            if (Words.edge(confidence).equals(word)) {
                return confidence;
            }
        }
        step.wrong("edge", "must be exact, likely or possible, was '" + word + "'");
        return Confidence.POSSIBLE;
    }

    private static Place place(JsonFields fields) {
        return new Place(
                fields.text("class"),
                fields.text("method"),
                fields.text("descriptor"),
                fields.textOrNull("file"),
                fields.number("line"));
    }

    private static Target target(JsonFields fields) {
        return new Target(fields.text("class"), fields.text("method"));
    }
}
