package dev.bascule.testkit.contract;

import dev.bascule.sync.DualReadWriteLock;
import dev.bascule.sync.ReadWriteLockStatistics;

/** Bascule's own read-write lock. */
record DualReadWriteLocks(DualReadWriteLock lock) implements ReadWrite {
    @Override
    public Acquirable read() {
        return new DualSubjects.OfLock(lock.read(), lock.write(), Integer.MAX_VALUE, this::waiting, this::isFree);
    }

    @Override
    public Acquirable write() {
        return new DualSubjects.OfLock(lock.write(), lock.write(), 1, this::waiting, this::isFree);
    }

    private boolean isFree() {
        ReadWriteLockStatistics now = lock.statistics();
        return now.readers() == 0 && !now.written();
    }

    @Override
    public int readers() {
        return lock.statistics().readers();
    }

    @Override
    public boolean isWritten() {
        return lock.statistics().written();
    }

    @Override
    public int waiting() {
        return lock.statistics().waiting();
    }
}
