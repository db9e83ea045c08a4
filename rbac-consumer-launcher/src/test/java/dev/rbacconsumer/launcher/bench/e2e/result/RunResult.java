package dev.rbacconsumer.launcher.bench.e2e.result;

import org.jspecify.annotations.Nullable;

/**
 * Figures of one run: one way, in a process of its own, that works off one backlog.
 *
 * @param setting conditions of the run
 * @param round runs of one round are close in time, and can be compared
 * @param way id of the way
 * @param title name of the way for tables
 * @param limit id of the limit of its kind; null if it is a limit itself
 * @param messages of the backlog
 * @param firstAppliedMillis time from the start of the process to the first applied message
 * @param coldRate messages a second in the first half
 * @param warmRate messages a second in the second half
 * @param tupleRate tuples a second in the second half
 * @param callsPerMessage calls that write, for each message of the backlog
 * @param refusedCalls calls that the store refused
 * @param cpuMillis processor time of the process for each message of the second half
 * @param residentMiB resident memory of the process, at the highest
 * @param gcShare part of the time in pauses of the collector
 * @param state null if the way writes nothing
 * @param steady null if the run had no steady messages
 */
public record RunResult(
    Setting setting,
    int round,
    String way,
    String title,
    @Nullable String limit,
    int messages,
    double firstAppliedMillis,
    double coldRate,
    double warmRate,
    double tupleRate,
    double callsPerMessage,
    long refusedCalls,
    double cpuMillis,
    long residentMiB,
    double gcShare,
    @Nullable FinalState state,
    @Nullable SteadyResult steady) {}
