package dev.bascule.inspect.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Unseen;
import dev.bascule.inspect.model.filter.AllowList;
import dev.bascule.inspect.model.filter.Baseline;
import dev.bascule.inspect.model.filter.Selection;
import dev.bascule.inspect.model.report.Report;
import dev.bascule.inspect.model.report.TextWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of rules show what the scan says of their examples. */
class RulePagesTest {
    private static final Pattern EXAMPLE = Pattern.compile("## Example\n\n```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MESSAGE = Pattern.compile("tells .*?:\n\n```\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path directory;

    /** What is imported stands above the example, with an empty line between them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BSC101 | io.netty.channel.ChannelHandlerContext io.netty.channel.ChannelInboundHandlerAdapter
            BSC102 | java.io.IOException java.io.UncheckedIOException java.nio.file.* org.springframework.web.bind.annotation.GetMapping org.springframework.web.bind.annotation.RestController reactor.core.publisher.Mono
            BSC103 | io.vertx.core.AbstractVerticle java.sql.* javax.sql.DataSource
            BSC201 | java.io.IOException java.net.http.* java.net.http.HttpResponse.BodyHandlers java.util.concurrent.*
            BSC204 |
            """)
    void page_ofARule_showsWhatTheScanSays(String rule, String imports) throws Exception {
        String page = Files.readString(Path.of("../../docs/rules", rule + ".md"));
        String example = first(EXAMPLE, page);
        Path classes = compile(example, imports == null ? List.of() : List.of(imports.split(" ")));
        assertThat(told(classes)).isEqualTo(first(MESSAGE, page));
    }

    private Path compile(String example, List<String> imports) throws Exception {
        StringBuilder text = new StringBuilder();
        imports.forEach(each -> text.append("import ").append(each).append(";\n"));
        text.append(imports.isEmpty() ? "" : "\n");
        boolean isClass = example.contains("class ");
        text.append(isClass ? example : "class Loader {\n" + example + "}\n");
        Matcher name = Pattern.compile("^class (\\w+)", Pattern.MULTILINE).matcher(text);
        assertThat(name.find()).isTrue();
        Path sources = Files.createDirectory(directory.resolve("sources"));
        Files.writeString(sources.resolve(name.group(1) + ".java"), text);
        Path classes = Files.createDirectory(directory.resolve("classes"));
        Compiled.compile(ToolProvider.getSystemJavaCompiler(), 17, Scans.classPath(), sources, classes);
        return classes;
    }

    private static String told(Path classes) throws Exception {
        Selection selection = Selection.of(
                Scans.of(classes), new Selection.Wanted(Confidence.LIKELY, false), AllowList.EMPTY, Baseline.EMPTY);
        Report report = new Report(
                new Report.Tool("bascule", ""),
                new Report.Input(List.of(), List.of(), 1),
                selection.told().stream()
                        .map(each -> new Report.Told(each, "scan"))
                        .toList(),
                Report.Hidden.by(selection),
                Unseen.NOTHING,
                List.of());
        StringBuilder out = new StringBuilder();
        new TextWriter(false).write(report, out);
        return out.substring(0, out.lastIndexOf("\n\n") + 1);
    }

    private static String first(Pattern pattern, String page) {
        Matcher matcher = pattern.matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
