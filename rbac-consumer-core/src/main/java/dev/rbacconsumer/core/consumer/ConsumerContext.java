package dev.rbacconsumer.core.consumer;

import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.metrics.CallMetrics;
import dev.rbacconsumer.core.metrics.ClientMetrics;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.runtime.ConsumerThreads;
import dev.rbacconsumer.core.settings.delivery.DeliverySettings;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;

/**
 * Parts of a consumer that its source and its store may need when they are opened.
 *
 * @param name name of the consumer
 * @param log logger of the consumer, with its name
 * @param threads creates its threads
 * @param runtime its clock and sleepers
 * @param settings settings of delivery, with the topics of dead letters and of the quarantine
 * @param decoder decoder of the records
 * @param wantsTokens whether anyone uses the consistency token of the next change; does not wait
 * @param callMetrics metrics of the calls to the store; empty without a registry
 * @param clientMetrics metrics of the client of the source; empty without a registry
 */
public record ConsumerContext(
    String name,
    Logger log,
    ConsumerThreads threads,
    DeliveryRuntime runtime,
    DeliverySettings settings,
    MessageDecoder decoder,
    BooleanSupplier wantsTokens,
    Optional<CallMetrics> callMetrics,
    Optional<ClientMetrics> clientMetrics) {}
