# One word for each thing one does here. What happens is in the poms.

MVN ?= mvn
JAVA ?= java
TESTKIT := rbac-consumer-testkit
KAFKA_ADAPTER := rbac-consumer-kafka-adapter
LAUNCHER := rbac-consumer-launcher
JAR := $(LAUNCHER)/target/rbac-consumer.jar
# Java with the test class path of a module that is packaged.
test-java = $(JAVA) -cp "$(1)/target/test-classes:$(1)/target/classes:$$(cat $(1)/target/test-classpath.txt)"

# A build whose output is in a file, and is printed only if the build fails.
BUILD_LOG := $(LAUNCHER)/target/build.log
build-quietly = echo "Building, which takes a minute or two (output: $(BUILD_LOG)) ..." && mkdir -p $(dir $(BUILD_LOG)) \
	&& { $(MVN) -B -Dquick -DskipTests package > $(BUILD_LOG) 2>&1 || { cat $(BUILD_LOG); exit 1; }; }

FUZZ_SECONDS ?= 60
# Runs one fuzz target for its half of the time. What breaks it becomes a test: it is kept beside the seeds.
fuzz = mkdir -p $(TESTKIT)/target/fuzz/$(2) && $(call test-java,$(TESTKIT)) com.code_intelligence.jazzer.Jazzer \
	--target_class=dev.rbacconsumer.testkit.fuzz.$(1) \
	--instrumentation_includes=dev.rbacconsumer.core.**:com.fasterxml.jackson.core.** \
	--reproducer_path=$(TESTKIT)/target/fuzz -max_total_time=$$(($(FUZZ_SECONDS) / 2)) -max_len=4096 -print_final_stats=1 \
	-artifact_prefix=$(TESTKIT)/src/test/resources/fuzz/$(2)/ $(TESTKIT)/target/fuzz/$(2) $(TESTKIT)/src/test/resources/fuzz/$(2)

comma := ,

CHAOS_SECONDS ?= 300
SOAK_SECONDS ?= 600

# With UPDATE=1, a suite that succeeds writes its figures into docs/reliability.md, or into the page that is
# named: it puts them into the file of the property, and the script copies them between the marks of that name.
figures-file = $(CURDIR)/$(TESTKIT)/target/figures-$(1).md
figures-property = $(if $(UPDATE),-Dfigures=$(call figures-file,$(1)))
publish-figures = $(if $(UPDATE),.ci/publish-figures $(1) $(or $(2),docs/reliability.md) < $(call figures-file,$(1)))
# Results of the end-to-end benchmark, in the documentation with UPDATE=1.
benchmark-file = $(if $(UPDATE),docs/benchmarks,$(LAUNCHER)/target)/$(1).json
e2e-java = $(call test-java,$(LAUNCHER)) -Dprocess.jar=$(abspath $(JAR))
e2e-main = dev.rbacconsumer.launcher.bench.e2e.E2eMain
e2e-options = --ways=$(WAYS) --stores=$(STORES) --partitions=$(PARTITIONS) --messages=$(MESSAGES) --seconds=$(SECONDS) \
	--rounds=$(ROUNDS) --steady-seconds=$(STEADY) --steady-rate=$(STEADY_RATE) --seed=$(SEED)
# Whether "make footprint" is to replay a backlog.
is-replay = $(filter replay,$(MODE))

.DEFAULT_GOAL := help
.PHONY: help demo sandbox install test test-long test-one coverage javadoc build bench bench-decoder bench-window fuzz simulate simulate-mutants planted-mistakes mutation fmt docs pictures kafka-consumer kafka-consumer-debug clean chaos bench-relations footprint bench-store bench-startup bench-observability bench-tokens release-check soak conformance outage-matrix bench-e2e bench-compare bench-smoke bench-rebalance bench-scale

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-22s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Show the whole product at work, with a real broker, in about a minute after the build
	@$(build-quietly)
	@$(call test-java,$(LAUNCHER)) -Dprocess.jar=$(abspath $(JAR)) dev.rbacconsumer.launcher.demo.Demo

sandbox: $(JAR) ## Start broker, store and consumer that stay up, with a prompt for messages and outages
	@RBAC_CONSUMER_CLASSPATH="$$(cat $(LAUNCHER)/target/test-classpath.txt)" \
		$(JAVA) -jar $(JAR) sandbox --environment $(LAUNCHER)/target/sandbox.env

test: ## Build everything, run all checks and tests except "make test-long", and list what was skipped
	@find . -path '*/target/*-reports/TEST-*.xml' -delete
	@$(MVN) -B -Dmaven.javadoc.skip verify; result=$$?; \
		.ci/skipped-tests; echo 'Not run here: the tests of "make test-long".'; exit $$result

test-long: ## Run the short versions of "make chaos", "footprint" and some "bench-…", and other long tests, in about nine minutes
	$(MVN) -B -Dquick verify -pl $(LAUNCHER) -am -Dtest.excluded= -Dgroups=long

test-one: ## Run one test class or method, without the other checks: T=LaneTest, or of a method T='LaneTest#name'
	@MVN="$(MVN)" .ci/test-one '$(T)'

coverage: ## Run "make test" and report which lines were reached, in target/site/jacoco of each module
	$(MVN) -B -Dmaven.javadoc.skip -Djacoco.skip=false verify

javadoc: ## Build the pages of javadoc, whose faults the compiler finds in each build, into each module's target
	$(MVN) -B -Dquick -DskipTests -Dmaven.javadoc.skip=false package

build: ## Build the runnable jar, without tests and checks
	$(MVN) -B -Dquick -DskipTests package

install: ## Put the artifacts, with sources and javadoc, into the local Maven repository, for other projects
	$(MVN) -B -DskipTests -Dcheckstyle.skip install

bench: bench-decoder bench-window bench-relations bench-observability ## Measure everything, and print tables of ratios

bench-decoder: ## Measure the decoder, in about four minutes
	$(MVN) -B -Dquick -DskipTests package -pl $(TESTKIT) -am
	$(call test-java,$(TESTKIT)) dev.rbacconsumer.testkit.bench.DecodeBenchmarkMain

bench-window: ## Measure what applying ahead of commits costs, with a real broker, in about four minutes
	$(MVN) -B -Dquick -DskipTests package -pl $(KAFKA_ADAPTER) -am
	$(call test-java,$(KAFKA_ADAPTER)) dev.rbacconsumer.kafka.bench.WindowBenchmarkMain

bench-relations: ## Measure what writing to the store costs in each dialect, in about five minutes
	$(MVN) -B -Dquick -DskipTests package -pl $(TESTKIT) -am
	$(call test-java,$(TESTKIT)) dev.rbacconsumer.testkit.bench.write.WriteBenchmarkMain

bench-store: ## Measure removals and messages on a real SpiceDB, in memory and on PostgreSQL, in ROUNDS (5) rounds
	$(MVN) -B -Dquick -DskipTests package -pl $(TESTKIT) -am
	.ci/conformance with $(call test-java,$(TESTKIT)) $(call figures-property,bench-store) \
		dev.rbacconsumer.testkit.bench.store.StoreBenchmarkMain $(ROUNDS)
	$(call publish-figures,bench-store,docs/performance.md)

bench-observability: ## Measure what metrics and logs cost, alone and with a real broker, in about three minutes
	$(MVN) -B -Dquick -DskipTests package -pl $(LAUNCHER) -am
	$(call test-java,$(LAUNCHER)) dev.rbacconsumer.launcher.bench.ObservabilityBenchmarkMain

bench-e2e: build ## Measure whole deliveries beside other ways and limits: WAYS, STORES, PARTITIONS, MESSAGES, SECONDS, ROUNDS, STEADY, STEADY_RATE, SEED, TARGET, NAME
	$(if $(filter in-memory postgresql,$(TARGET)),.ci/conformance with) $(e2e-java) $(call figures-property,bench-e2e) \
		$(e2e-main) run $(e2e-options) --target=$(TARGET) --out=$(call benchmark-file,$(or $(NAME),e2e))
	$(call publish-figures,bench-e2e,docs/performance.md)

bench-compare: build ## Measure this revision and the revision BASE in turn, with the options of bench-e2e, and print ratios
	.ci/build-revision $(BASE) $(LAUNCHER)/target/base
	$(e2e-java) $(e2e-main) compare $(e2e-options) --base=$(LAUNCHER)/target/base/$(JAR) \
		$(if $(WAYS),,--ways=strict$(comma)auto$(comma)batch-500) --out=$(LAUNCHER)/target/compare.json

bench-smoke: build ## Measure for less than three minutes, and fail if a ratio is far below the recorded one; UPDATE=1 records
	$(e2e-java) $(e2e-main) $(if $(UPDATE),run,smoke docs/benchmarks/smoke.json) \
		--ways=strict,bare-chained,batch-500,fold-500 --stores=0 --seconds=2 --rounds=2 --steady-seconds=0 \
		--out=$(call benchmark-file,smoke)

fuzz: ## Fuzz the decoder, FUZZ_SECONDS (60) in all, from the inputs in src/test/resources/fuzz
	$(MVN) -B -Dquick -DskipTests package -pl $(TESTKIT) -am
	$(call fuzz,AnyBytesFuzzer,any-bytes)
	$(call fuzz,AnyTextsFuzzer,any-texts)

simulate: ## Simulate SCHEDULES (20000) faulty deployments under new seeds, or from seed FROM on, or SEED alone
	$(MVN) -B -Dquick -DskipTests package -pl $(TESTKIT) -am
	$(call test-java,$(TESTKIT)) $(if $(FROM),-Dsimulation.from=$(FROM)) $(call figures-property,simulate) \
		dev.rbacconsumer.testkit.simulation.SimulationMain $(if $(SEED),--seed $(SEED),$(SCHEDULES))
	$(call publish-figures,simulate)

simulate-mutants: ## Break the product in many ways, and count the schedules (2000 each) that notice
	$(MVN) -B -Dquick -DskipTests package -pl $(TESTKIT) -am
	$(call test-java,$(TESTKIT)) -XX:ReservedCodeCacheSize=1536m $(call figures-property,simulate-mutants) \
		dev.rbacconsumer.testkit.simulation.SimulateMutantsMain $(SCHEDULES)
	$(call publish-figures,simulate-mutants)

planted-mistakes: ## Break adapters and launcher in ways that the simulation cannot see, and run the tests that must notice
	$(MVN) -B -Dquick -DskipTests package -pl $(LAUNCHER) -am
	$(call test-java,$(LAUNCHER)) -Dbasedir=$(CURDIR)/$(LAUNCHER) $(call figures-property,planted-mistakes) \
		dev.rbacconsumer.launcher.mistakes.PlantedMistakesMain
	$(call publish-figures,planted-mistakes)

mutation: ## Change the core in a thousand small ways, and demand that nine of ten are noticed; CLASSES alone
	rm -rf $(TESTKIT)/target/pit-reports
	$(MVN) -B -Dquick test-compile org.pitest:pitest-maven:mutationCoverage -pl $(TESTKIT) -am \
		$(if $(CLASSES),-DtargetClasses='$(CLASSES)' -DmutationThreshold=0); result=$$?; \
	awk -f .ci/mutants.awk -v figures='$(if $(UPDATE),$(call figures-file,mutation))' \
		$(TESTKIT)/target/pit-reports/mutations.csv && exit $$result
	$(call publish-figures,mutation)

conformance: ## Compare product and fakes with a real SpiceDB: SPICEDB_TARGET, or one on the PATH, or one built with Go
	@MVN="$(MVN)" .ci/conformance

chaos: build ## Kill, freeze and rebalance, fail broker, store and networks, for CHAOS_SECONDS (300); CHAOS_SEED repeats
	$(call test-java,$(LAUNCHER)) -Dprocess.jar=$(abspath $(JAR)) $(call figures-property,chaos) \
		dev.rbacconsumer.launcher.chaos.ChaosMain $(CHAOS_SECONDS) $(CHAOS_SEED)
	$(call publish-figures,chaos)

soak: build ## Mix all faults of chaos, for SOAK_SECONDS (600) with each of SOAK_PROTOCOLS (both); SOAK_SEED repeats
	$(call test-java,$(LAUNCHER)) -Dprocess.jar=$(abspath $(JAR)) $(call figures-property,soak) \
		dev.rbacconsumer.launcher.chaos.SoakMain $(SOAK_SECONDS) $(or $(SOAK_SEED),$(shell echo $$$$)) $(SOAK_PROTOCOLS)
	$(call publish-figures,soak)

outage-matrix: build ## Play each outage, or ROWS alone, and compare all that an operator sees; PICTURES names a folder for the page
	$(call test-java,$(LAUNCHER)) $(if $(PICTURES),-Doutage.pictures=$(abspath $(PICTURES))) -Dbasedir=$(CURDIR)/$(LAUNCHER) -Dprocess.jar=$(abspath $(JAR)) \
		$(call figures-property,outage-matrix) dev.rbacconsumer.launcher.outage.OutageMatrixMain $(ROWS)
	$(call publish-figures,outage-matrix,docs/monitoring-matrix.md)

footprint: build ## Work off MESSAGES (a million) under -Xmx64m or FOOTPRINT_JVM, in minutes; MODE=replay replays them
	$(call test-java,$(LAUNCHER)) -Dprocess.jar=$(abspath $(JAR)) $(if $(is-replay),$(call figures-property,replay)) \
		dev.rbacconsumer.launcher.footprint.$(if $(is-replay),Replay)FootprintMain $(or $(MESSAGES),1000000) $(FOOTPRINT_JVM)
	$(if $(is-replay),$(call publish-figures,replay,docs/performance.md))

bench-startup: build ## Measure starts and ends, with and without class data, idle load and warm-up, in about four minutes
	$(call test-java,$(LAUNCHER)) -Dbasedir=$(CURDIR)/$(LAUNCHER) -Dprocess.jar=$(abspath $(JAR)) \
		$(call figures-property,bench-startup) dev.rbacconsumer.launcher.packaging.StartupMain
	$(call publish-figures,bench-startup,docs/performance.md)

bench-rebalance: build ## Measure how long partitions pause when instances join, leave and die, in about six minutes for each of ROUNDS (5); PROTOCOLS, HISTORY, KILLS, SETTINGS
	$(call test-java,$(LAUNCHER)) -Dprocess.jar=$(abspath $(JAR)) $(call figures-property,bench-rebalance) \
		dev.rbacconsumer.launcher.bench.rebalance.RebalanceMain --rounds=$(ROUNDS) --protocols=$(PROTOCOLS) \
		--history=$(HISTORY) --kills=$(KILLS) --settings=$(SETTINGS)
	$(call publish-figures,bench-rebalance,docs/performance.md)

bench-scale: build ## Measure 1, 2 and 4 instances on 16 partitions, in about ten minutes for each of ROUNDS (3); INSTANCES, STORES, WAYS, SECONDS
	$(call test-java,$(LAUNCHER)) -Dprocess.jar=$(abspath $(JAR)) $(call figures-property,bench-scale) \
		dev.rbacconsumer.launcher.bench.rebalance.ScaleMain --rounds=$(ROUNDS) --instances=$(INSTANCES) --stores=$(STORES) \
		--ways=$(WAYS) --seconds=$(SECONDS)
	$(call publish-figures,bench-scale,docs/performance.md)

bench-tokens: build ## Measure what tokens in a real PostgreSQL cost delivery, in about four minutes; MESSAGES, ROUNDS
	$(call test-java,$(LAUNCHER)) dev.rbacconsumer.launcher.bench.TokensBenchmarkMain \
		$(or $(MESSAGES),10000) $(or $(ROUNDS),5)

release-check: ## Look whether what is committed could be released, beside "make test"; JAVAS to run on, too
	MVN="$(MVN)" JAVA="$(JAVA)" JAVAS="$(JAVAS)" .ci/release-check

fmt: ## Format the sources
	$(MVN) -B spotless:apply

docs: ## Write the generated tables and code of the documentation
	$(MVN) -B -Dquick -Dupdate test -pl rbac-consumer-launcher -am \
		-Dtest='ConfigurationDocTest,MetricsDocTest,SnippetsTest,StatusTextTest,GroupReportTest,AdviceDocTest,PrometheusRuleTest,ApiPagesTest' -Dsurefire.failIfNoSpecifiedTests=false

pictures: build ## Take the pictures of the status page with chromium; look at them before you commit them
	$(call test-java,$(LAUNCHER)) dev.rbacconsumer.launcher.status.Pictures docs/images

# Built again only when a source has changed.
$(JAR): $(wildcard pom.xml rbac-consumer-*/pom.xml) $(shell find rbac-consumer-*/src/main -type f 2> /dev/null)
	@$(build-quietly)
	@touch $@

kafka-consumer: $(JAR) ## Run the consumer; the environment may name another topic and group than the usual ones
	KAFKA_ENABLED=true \
	RBAC_KAFKA_CONSUMER_TOPIC="$${RBAC_KAFKA_CONSUMER_TOPIC:-outbox.event.rbac-consumer-replication-event}" \
	RBAC_KAFKA_CONSUMER_GROUP_ID="$${RBAC_KAFKA_CONSUMER_GROUP_ID:-rbac-consumer-group}" \
	$(JAVA) -jar $(JAR)

kafka-consumer-debug: export DJANGO_LOG_LEVEL := DEBUG
kafka-consumer-debug: kafka-consumer ## The same, and log everything

clean: ## Remove what was built
	$(MVN) -B clean
