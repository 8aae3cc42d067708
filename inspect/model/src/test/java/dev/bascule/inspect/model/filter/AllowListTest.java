package dev.bascule.inspect.model.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bascule.inspect.model.Findings;
import dev.bascule.inspect.model.file.InvalidFileException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The finding is of com.acme.Handler.read, reached from com.acme.Server.start. */
class AllowListTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.*",
                "com.*",
                "com.acme.Handler",
                "com.acme.Handler#read",
                "com.acme.Handler#lambda$read$3",
                "com.acme.Server",
                "com.acme.Server#start BSC101",
                "java.lang.Thread#sleep BSC104 BSC101"
            })
    void entry_thatNamesAStepOfThePath_allowsIt(String entry) throws Exception {
        AllowList list = AllowList.read("a.txt", entry + " -- it may");
        assertThat(list.allows(Findings.sleep())).isTrue();
        assertThat(list.stale(List.of(Findings.sleep()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acm.*",
                "com.acme.Hand",
                "com.acme.Handler#rea",
                "com.acme.Handler#read BSC102",
                "com.acme.handler"
            })
    void entry_thatNamesSomethingElse_isStale(String entry) throws Exception {
        AllowList list = AllowList.read("a.txt", "# who may\n" + entry + " -- it may");
        assertThat(list.allows(Findings.sleep())).isFalse();
        assertThat(list.stale(List.of(Findings.sleep()))).singleElement().satisfies(line -> {
            assertThat(line.line()).isEqualTo(2);
            assertThat(line.where()).isEqualTo(entry);
        });
    }

    @Test
    void classEntry_nestedClass_isMeantToo() throws Exception {
        AllowList list = AllowList.read("a.txt", "com.acme.Outer -- it may");
        assertThat(list.allows(Findings.sleep("com.acme.Outer$Inner", "read", 1)))
                .isTrue();
        assertThat(list.allows(Findings.sleep("com.acme.OuterSpace", "read", 1)))
                .isFalse();
    }

    @Test
    void file_withMistakes_tellsThemWithTheirLines() {
        InvalidFileException thrown = catchThrowableOfType(
                InvalidFileException.class,
                () -> AllowList.read("a.txt", "com.acme.A\ncom.acme.A BSC1 -- x\n-- x\ncom acme -- x\na#b#c -- x\n"));
        assertThat(thrown.getMessage().lines())
                .containsExactly(
                        "a.txt:1: there is no reason: end the line with ' -- ' and why it may stay",
                        "a.txt:2: there is no rule 'BSC1'; did you mean 'BSC001'?",
                        "a.txt:3: nothing is named before ' -- '",
                        "a.txt:4: there is no rule 'acme'",
                        "a.txt:5: expected package.*, package.Type or package.Type#method, then perhaps rules, as BSC102");
    }
}
