# Without a terminal Maven prints neither colours nor a line for each piece of a download.
MAVEN_FLAGS ?= $(if $(MAKE_TERMOUT),,-B -ntp)
MAVEN = JAVA_HOME="$$(sh .mvn/find-jdk.sh)" && export JAVA_HOME && mvn $(MAVEN_FLAGS)

PRETRAIN = ./d2v pretrain configs/$(1)/quickstart.yaml --data src/samples/$(2) --output target/demo/$(1) --overwrite

JEXTRACT ?= $(if $(JEXTRACT_HOME),$(JEXTRACT_HOME)/bin/jextract,jextract)

.PHONY: help native build test chaos steady fuzz demo bindings bench cost format clean

help: ## list these targets
	@echo 'make TARGET, where TARGET is one of'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1	\2/p' $(MAKEFILE_LIST) | expand -t 12

native: ## compile the C face of libtorch (needs g++)
	@$(MAKE) --no-print-directory -C native

build: native ## make the jar and collect its libraries in target/lib; the first time this downloads 320 MB
	$(MAVEN) package -Dmaven.test.skip=true

test: native ## build, run all tests, check the format, write target/site/jacoco; the first time 90 MB more
	$(MAVEN) verify

chaos: native ## kill 40 runs of each kind at random moments and compare the bits; break 2,000 configurations (an hour)
	$(MAVEN) test -Dtest=ChaosTest,ConfigMutationTest -Ddata2vec4j.chaos.runs=40 -Ddata2vec4j.mutations=2000

steady: native ## 3,000 steps and 100,000 samples of each kind: does the process stay as big as it was? (half an hour)
	$(MAVEN) test -Dtest='Steady*Test' -Ddata2vec4j.steady=true

fuzz: native ## read 10,000 broken files of each kind (some minutes)
	$(MAVEN) test -Dtest='*MutationTest,Broken*Test' -Ddata2vec4j.fuzz.files=10000

demo: build ## build, then pretrain small models on the sample pictures, speech and texts
	$(call PRETRAIN,vision,pictures)
	$(call PRETRAIN,speech,speech)
	$(call PRETRAIN,text,text)

bindings: ## write bindings/ anew from native/include/d2v_torch.h (needs jextract)
	@command -v '$(JEXTRACT)' >/dev/null || { echo 'jextract is neither on the PATH nor in $$JEXTRACT_HOME/bin.'; \
	    echo 'bindings/ is in git, so only a change of native/include/d2v_torch.h needs it.'; \
	    echo 'It is a tool of the OpenJDK project: unpack a build of it and set JEXTRACT_HOME to that folder.'; exit 1; } >&2
	@mkdir -p target
	'$(JEXTRACT)' --include-dir native/include --dump-includes target/all-declarations native/include/d2v_torch.h
	@# Only what our own header declares, none of the thousand constants of stdint.h.
	grep 'd2v_torch\.h$$' target/all-declarations >target/own-declarations
	rm -f bindings/io/github/data2vec4j/bindings/d2v_*.java
	'$(JEXTRACT)' @target/own-declarations --include-dir native/include --target-package io.github.data2vec4j.bindings \
	    --header-class-name d2v_torch --output bindings native/include/d2v_torch.h
	@# Newer versions of jextract call SymbolLookup.findOrThrow, which Java 22 lacks.
	perl -pi -e 's/SYMBOL_LOOKUP\.findOrThrow\((.*?)\)/SYMBOL_LOOKUP.find($$1).orElseThrow()/' \
	    bindings/io/github/data2vec4j/bindings/d2v_*.java

bench: native ## run the benchmarks of src/jmh/java, or some: make bench BENCH='Matmul -f 1'
	$(MAVEN) -Pbench test-compile
	$(MAVEN) -Pbench -q exec:exec -Djmh.arguments="-rf json -rff target/jmh.json $(BENCH)"

cost: native ## time checkpoints of a base model, written to target/ or another folder: make cost DIR=/disk
	$(MAVEN) -Pbench test-compile
	$(MAVEN) -Pbench -q exec:exec -Dbench.main=io.github.data2vec4j.train.CheckpointCost -Djmh.arguments='$(or $(DIR),target)'

format: ## put all Java sources into the house's format
	$(MAVEN) -q spotless:apply

clean: ## remove target/
	rm -rf target
