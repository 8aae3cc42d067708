/** Rules, the catalogue of what blocks and where callbacks run, findings, and reports. */
module dev.bascule.inspect.model {
    requires com.fasterxml.jackson.jr.ob;
    requires org.snakeyaml.engine;
    requires static org.jspecify;

    exports dev.bascule.inspect.model;
    exports dev.bascule.inspect.model.catalog;
    exports dev.bascule.inspect.model.file;
    exports dev.bascule.inspect.model.filter;
    exports dev.bascule.inspect.model.observed;
    exports dev.bascule.inspect.model.report;
    exports dev.bascule.inspect.model.rule;
}
