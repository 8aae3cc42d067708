package dev.bascule.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.proof.Model.Kind;
import dev.bascule.proof.Model.Place;
import dev.bascule.proof.Script.Await;
import dev.bascule.proof.Script.How;
import dev.bascule.proof.Script.Op;
import dev.bascule.proof.Script.Piece;
import dev.bascule.proof.Script.Promise;
import dev.bascule.proof.Script.Promised;
import dev.bascule.proof.Script.Submit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That the harness finds what it is there to find. */
class HarnessTest {
    private static final Place POOL = new Place(0, Kind.POOL, 1);

    private final long patience = Patience.limitMillis;

    @BeforeEach
    void littlePatience() {
        Patience.limitMillis = 300;
    }

    @AfterEach
    void usualPatience() {
        Patience.limitMillis = patience;
    }

    private static Piece piece(int id, boolean thread, Op... ops) {
        return new Piece(id, thread, List.of(ops), true, false, List.of());
    }

    private static Throwable run(Piece... pieces) {
        Script script = new Script(List.of(POOL), List.of(pieces));
        return Topologies.tryRun(new Controller(script, 1, true));
    }

    @Test
    void program_thatDoesNotHang_passes() {
        assertThat(run(
                        piece(0, true, new Submit(0, 1, POOL, false, false), new Await(List.of(0), How.AWAIT)),
                        piece(1, false, new Promise(1, Promised.UNOWNED), new Await(List.of(1), How.JOIN))))
                .isNull();
    }

    @Test
    void hang_ofWhichTheSystemKnowsNothing_isAMissedProof() {
        assertThat(run(piece(0, true, new Promise(0, Promised.OWNED), new Await(List.of(0), How.HIDDEN))))
                .hasMessageStartingWith("MISSED PROOF");
    }

    @Test
    void refusal_ofAWaitThatWillEnd_isAFalseProof() {
        assertThat(run(piece(0, true, new Promise(0, Promised.UNOWNED), new Await(List.of(0), How.FORGED))))
                .hasMessageStartingWith("FALSE PROOF");
    }

    @Test
    void refusal_ofAWaitForWorkThatCanGoOn_isAFalseProof() {
        assertThat(run(
                        piece(0, true, new Submit(0, 1, POOL, false, false), new Await(List.of(0), How.FORGED)),
                        piece(1, false, new Promise(1, Promised.UNOWNED), new Await(List.of(1), How.AWAIT))))
                .hasMessageStartingWith("FALSE PROOF");
    }
}
