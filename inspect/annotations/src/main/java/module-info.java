/** What code says about itself to Bascule's inspections. */
module dev.bascule.annotations {
    requires static org.jspecify;

    exports dev.bascule.annotations;
}
