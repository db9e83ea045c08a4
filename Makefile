# One word for each thing one does here. What happens is in the poms.

MVN ?= mvn
JAVA ?= java
TESTKIT := rbac-consumer-testkit
LAUNCHER := rbac-consumer-launcher
JAR := $(LAUNCHER)/target/rbac-consumer.jar
# Java with the test class path of a module that is packaged.
test-java = $(JAVA) -cp "$(1)/target/test-classes:$(1)/target/classes:$$(cat $(1)/target/test-classpath.txt)"

.DEFAULT_GOAL := help
.PHONY: help demo test build bench fmt docs kafka-consumer kafka-consumer-debug clean

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-22s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## Show the whole product at work, with a real broker, in about a minute
	$(call test-java,$(LAUNCHER)) -Dprocess.jar=$(abspath $(JAR)) dev.rbacconsumer.launcher.demo.Demo

test: ## Build everything and run every check and test there is
	$(MVN) -B verify

build: ## Build the runnable jar, without tests and checks
	$(MVN) -B -Dquick -DskipTests package

bench: ## Measure the decoder, in about four minutes, and print a table of ratios
	$(MVN) -B -Dquick -DskipTests package -pl $(TESTKIT) -am
	$(call test-java,$(TESTKIT)) dev.rbacconsumer.testkit.bench.DecodeBenchmarkMain

fmt: ## Format the sources
	$(MVN) -B spotless:apply

docs: ## Write the table of settings in docs/configuration.md anew
	$(MVN) -B -Dquick -Dupdate test -pl rbac-consumer-launcher -am \
		-Dtest=ConfigurationDocTest -Dsurefire.failIfNoSpecifiedTests=false

kafka-consumer: build ## Run the consumer with the usual topic and group
	KAFKA_ENABLED=true \
	KAFKA_SERVERS="$${KAFKA_SERVERS:-localhost:9092}" \
	RBAC_KAFKA_CONSUMER_TOPIC=outbox.event.rbac-consumer-replication-event \
	RBAC_KAFKA_CONSUMER_GROUP_ID=rbac-consumer-group \
	$(JAVA) -jar $(JAR)

kafka-consumer-debug: export DJANGO_LOG_LEVEL := DEBUG
kafka-consumer-debug: kafka-consumer ## The same, and log everything

clean: ## Remove what was built
	$(MVN) -B clean
