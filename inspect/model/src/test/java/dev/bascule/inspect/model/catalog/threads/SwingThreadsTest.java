package dev.bascule.inspect.model.catalog.threads;

import java.awt.event.ActionListener;
import java.util.List;
import javax.swing.SwingUtilities;
import javax.swing.SwingWorker;
import javax.swing.Timer;

/** There is an event thread without a screen too. */
class SwingThreadsTest extends ThreadsTest {
    @Override
    List<String> files() {
        return List.of("swing.yaml");
    }

    @Override
    void probe() {
        callback("javax.swing.SwingUtilities.invokeLater", seen -> SwingUtilities.invokeLater(seen::note));
        callback("javax.swing.Timer.<init>", seen -> timer(event -> seen.note()));
        called("java.awt.event.ActionListener", "actionPerformed", seen -> timer(event -> seen.note()));
        called(
                "javax.swing.SwingWorker",
                "done",
                seen -> new SwingWorker<Integer, Void>() {
                    @Override
                    protected Integer doInBackground() {
                        return 1;
                    }

                    @Override
                    protected void done() {
                        seen.note();
                    }
                }.execute());
    }

    private static void timer(ActionListener listener) {
        Timer timer = new Timer(1, listener);
        timer.setRepeats(false);
        timer.start();
    }
}
