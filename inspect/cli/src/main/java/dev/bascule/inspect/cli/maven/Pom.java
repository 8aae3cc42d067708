package dev.bascule.inspect.cli.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * What a pom.xml says itself, without what it inherits.
 *
 * @param directory where it lies
 * @param group its own, or else that of its parent
 * @param modules directories, or pom files in them, as they are written
 */
record Pom(Path directory, String group, String artifact, List<String> modules) {
    private static final String FILE = "pom.xml";
    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    static boolean isIn(Path directory) {
        return Files.isRegularFile(directory.resolve(FILE));
    }

    static Pom read(Path directory) throws ProjectException {
        Path file = directory.resolve(FILE);
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(NO_DOCTYPE, true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null); // it prints
            Document document;
            try (var in = Files.newInputStream(file)) {
                document = builder.parse(in);
            }
            return of(directory, document.getDocumentElement());
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new ProjectException(file + " could not be read: " + e.getMessage());
        }
    }

    private static Pom of(Path directory, Element project) {
        String own = text(project, "groupId");
        List<Element> parents = children(project, "parent");
        String group = own.isEmpty() && !parents.isEmpty() ? text(parents.get(0), "groupId") : own;
        List<String> modules = children(project, "modules").stream()
                .flatMap(list -> children(list, "module").stream())
                .map(module -> module.getTextContent().strip())
                .toList();
        return new Pom(directory, group, text(project, "artifactId"), modules);
    }

    /** Where the modules lie; a module may name a pom file, whose directory it is then. */
    List<Path> moduleDirectories() {
        return modules.stream()
                .map(module ->
                        module.endsWith(".xml") ? directory.resolve(module).getParent() : directory.resolve(module))
                .map(Path::normalize)
                .toList();
    }

    private static String text(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
