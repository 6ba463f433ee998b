package macjoule.bench.counters;

/** Does something after some time, unless it is interrupted before. */
final class Watch {
    private Watch() {}

    static Thread over(double seconds, Runnable alarm) {
        Thread watch = new Thread(
                () -> {
                    try {
                        Thread.sleep(Math.round(seconds * 1e3));
                    } catch (InterruptedException e) {
                        return;
                    }
                    alarm.run();
                },
                "watch");
        watch.setDaemon(true);
        watch.start();
        return watch;
    }
}
