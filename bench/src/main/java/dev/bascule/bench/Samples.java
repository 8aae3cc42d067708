package dev.bascule.bench;

import dev.bascule.bench.Case.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** What the rounds gave, and what follows from it. */
final class Samples {
    private static final int RESAMPLES = 5_000;
    private static final int FEWEST = 3;
    private static final long SEED = 42;
    private static final double TAIL = 0.025;

    private final Map<Case, Map<Measure, List<Double>>> byCase = new LinkedHashMap<>();

    /** A comparison's medians, and the ratio or difference with its interval. */
    record Result(double ours, double theirs, double value, double low, double high, int rounds) {
        String verdict(Comparison.Limit limit) {
            if (!limit.isPromise()) {
                return "";
            }
            if (rounds < FEWEST) {
                return "too few rounds";
            }
            if (high <= limit.most()) {
                return "holds";
            }
            return low > limit.most() ? "missed" : "open";
        }
    }

    void add(Case each, Map<Measure, Double> run) {
        Map<Measure, List<Double>> lists = byCase.computeIfAbsent(each, key -> new EnumMap<>(Measure.class));
        run.forEach((measure, value) ->
                lists.computeIfAbsent(measure, key -> new ArrayList<>()).add(value));
    }

    Map<Case, Map<Measure, List<Double>>> all() {
        return byCase;
    }

    boolean have(Comparison row) {
        return !of(row.ours(), row.measure()).isEmpty()
                && !of(row.theirs(), row.measure()).isEmpty();
    }

    private List<Double> of(Case each, Measure measure) {
        return byCase.getOrDefault(each, Map.of()).getOrDefault(measure, List.of());
    }

    /** The medians compared; a 95 % interval by resampling whole rounds, each of which holds a run of both. */
    Result compare(Comparison row) {
        double[] ours = array(of(row.ours(), row.measure()));
        double[] theirs = array(of(row.theirs(), row.measure()));
        int rounds = Math.min(ours.length, theirs.length);
        boolean ratio = row.limit().isRatio();
        Random random = new Random(SEED);
        double[] resampled = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            int[] picks = random.ints(rounds, 0, rounds).toArray();
            resampled[i] = value(ratio, median(pick(ours, picks)), median(pick(theirs, picks)));
        }
        Arrays.sort(resampled);
        double a = median(ours);
        double b = median(theirs);
        double low = resampled[(int) (RESAMPLES * TAIL)];
        double high = resampled[(int) (RESAMPLES * (1 - TAIL))];
        return new Result(a, b, value(ratio, a, b), low, high, rounds);
    }

    private static double value(boolean ratio, double ours, double theirs) {
        return ratio ? ours / theirs : ours - theirs;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] pick(double[] values, int[] picks) {
        return IntStream.of(picks).mapToDouble(i -> values[i]).toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
