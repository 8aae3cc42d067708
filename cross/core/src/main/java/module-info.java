/**
 * Bascule's crossing between blocking and non-blocking code: await async work from sync code with no silent hang, and
 * run sync work from async code with no stall. No runtime dependency.
 */
module dev.bascule.core {
    requires jdk.jfr;
    requires static org.jspecify;

    exports dev.bascule;
    exports dev.bascule.function;
    exports dev.bascule.hang;
    exports dev.bascule.loop;
    exports dev.bascule.offload;
    exports dev.bascule.spi;
    exports dev.bascule.stage;
    exports dev.bascule.sync;

    uses dev.bascule.spi.ContextCarrier;
    uses dev.bascule.spi.LoopRecognizer;
}
