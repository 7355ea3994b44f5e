# SPDX-License-Identifier: Apache-2.0
# haitang: `make run` shows the model town, `make test` runs every test, `make help` lists the rest.
MODE ?= release
# One tree per mode: build, build/asan, build/tsan, build/fuzz.
B := build$(if $(filter-out release,$(MODE)),/$(MODE))
VERSION = $(shell sed -n 's/.*return "\(.*\)";/\1/p' src/base/version.c)
PREFIX ?= /usr/local
DB ?= city.db
LISTEN ?= 127.0.0.1:8080
SECONDS ?= 60
# V=1 shows the whole commands.
say = @$(if $V,,echo '  $1 $@' &&)

DEB_PACKAGES = gcc libc6-dev pkg-config ca-certificates libsqlite3-dev libspatialite-dev libgeos-dev libproj-dev proj-data \
  libgdal-dev libexpat1-dev libmicrohttpd-dev libjansson-dev libbz2-dev zlib1g-dev nodejs npm
# and for deps-test, deps-check …
DEB_test = libcmocka-dev chromium fonts-noto-cjk gdal-bin curl jq
DEB_check = $(DEB_test) clang-format shellcheck
DEB_peers = $(DEB_test) postgresql-15 postgresql-15-postgis-3 libsqlite3-mod-spatialite sqlite3 wrk
DEB_fuzz = clang libclang-rt-14-dev

CC_fuzz = clang
CC := $(or $(CC_$(MODE)),$(filter-out cc,$(CC)),gcc)
PACKAGES = sqlite3 spatialite geos proj gdal expat libmicrohttpd jansson zlib
WARNINGS = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Wpointer-arith -Wundef -Wno-format-truncation
MODE_FLAGS_release = -O2
MODE_FLAGS_asan = -O1 -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined
MODE_FLAGS_tsan = -O1 -fsanitize=thread
MODE_FLAGS_check = -O2 -Werror
MODE_FLAGS_fuzz = -O1 -Wno-unknown-warning-option -Wno-format-nonliteral -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
# pkg-config is asked once, and not before it is needed: `deps` may have to install it first.
# -isystem: the warnings are for our headers, not for GDAL's.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(patsubst -I%,-isystem %,$$(shell pkg-config --cflags $(PACKAGES))))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PACKAGES)))$(PKG_LIBS)
ALL_CPPFLAGS = -Iinclude -Isrc -D_GNU_SOURCE $(PKG_CFLAGS) $(CPPFLAGS)
ALL_CFLAGS = -std=c11 -g -pthread -ffp-contract=off $(MODE_FLAGS_$(MODE)) $(WARNINGS) $(CFLAGS)
OTHER_LIBS = -lgeos_c -lbz2 -lm -pthread
ALL_LIBS = $(PKG_LIBS) $(OTHER_LIBS) $(LDLIBS)

sources = $(wildcard $(patsubst %,src/%/*.c,$1))
objects = $(patsubst %.c,$B/%.o,$1)
LIB_OBJ = $(call objects,$(call sources,base geo walk plan address codec bridge store engine))
APP_OBJ = $(call objects,$(call sources,http api model web app)) $B/web/table.o $B/web/bytes.o
# tests/DIR/test_*.c are programs; the other files of DIR are linked into each of them. tests/fuzz/fuzz_*.c replay
# tests/corpus, or fuzz when MODE is fuzz.
TESTS = $(patsubst %.c,$B/%,$(wildcard tests/*/test_*.c))
BENCHES = $(patsubst %.c,$B/%,$(wildcard tests/bench/bench_*.c tests/bench/peer_*.c))
FUZZERS = $(patsubst %.c,$B/%,$(wildcard tests/fuzz/fuzz_*.c))
NPM_TESTS = $(patsubst %/package-lock.json,%/node_modules/.package-lock.json,$(wildcard tests/*/package-lock.json))
TEST_OBJ = $(call objects,$(wildcard tests/*/*.c))
# In a variable, because in the rule itself make would put the stem for the %.
beside = $(filter-out $(addprefix tests/$1/,test_% bench_% peer_%),$(wildcard tests/$1/*.c))
SCRIPTS = $(wildcard tests/*/test_*.sh)

# A recursive make after `deps`, on all cores unless -j was given.
again = +@$(MAKE) --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))

.PHONY: all run test unit check asan tsan bench bench-peers fuzz format deps deps-test deps-check deps-fuzz deps-peers install clean help FORCE
.PHONY: everything run-now test-now fuzz-now
.SECONDARY:
.SECONDEXPANSION:
.DELETE_ON_ERROR:

all: $(if $(wildcard src/app/main.c),$B/haitang) $B/libhaitang.a ## builds build/haitang and build/libhaitang.a

run: deps ## installs what is missing, builds, makes the model town if there is no city.db, serves its map
	$(again) run-now
run-now: all
	@[ -e '$(DB)' ] || { rm -f '$(DB).new' && $B/haitang --db '$(DB).new' demo --size town && \
	  $B/haitang --db '$(DB).new' circles && $B/haitang --db '$(DB).new' gaps --store && mv '$(DB).new' '$(DB)'; }
	@exec $B/haitang --db '$(DB)' serve --listen '$(LISTEN)'

test: deps-test ## installs what is missing, builds, runs every test
	$(again) test-now
test-now: everything $(NPM_TESTS)
	@B=$B tests/run $(TESTS) $(FUZZERS) $(SCRIPTS)
everything: all $(TESTS) $(FUZZERS)
unit: all $(TESTS)
	@B=$B tests/run $(filter $B/tests/unit/%,$(TESTS))
asan tsan: ## every test under the address and undefined, or the thread, sanitizer
	@$(MAKE) --no-print-directory MODE=$@ test
check: deps-check ## layers, banned functions, style, warnings as errors
	@tests/lint/run
bench: deps-test ## nanoseconds per locate, nearest, circle, and HTTP answers a second
	$(again) all $(BENCHES)
	@B=$B tests/bench/run
bench-peers: deps-peers ## locate beside GEOS, SpatiaLite and PostGIS, on the same points
	$(again) all $(BENCHES)
	@B=$B tests/bench/peers
fuzz: deps-fuzz ## runs each fuzzer for SECONDS (60)
	$(again) MODE=fuzz fuzz-now
fuzz-now: $(FUZZERS)
	@B=$B tests/fuzz/run $(SECONDS) $^
format: deps-check ## formats every source file
	@clang-format -i $$(git ls-files '*.c' '*.h')

deps: ## installs missing Debian packages with apt-get
deps deps-test deps-check deps-peers deps-fuzz:
	@.ci/deps $(DEB_PACKAGES) $(DEB_$(@:deps-%=%))
%/node_modules/.package-lock.json: %/package-lock.json
	cd $* && npm ci --ignore-scripts --no-fund --no-audit --loglevel=error && touch node_modules/.package-lock.json

# The flags and the list of objects are files that change when they do, and what depends on them is built again.
keep = echo '$1' | cmp -s - $@ || echo '$1' >$@
$B/compile.flags: FORCE
	@pkg-config --exists --print-errors $(PACKAGES) || { echo "libraries are missing: run 'make deps'" >&2; exit 1; }
	@mkdir -p $B && $(call keep,$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS))
$B/link.flags: FORCE $B/compile.flags
	@$(call keep,$(LIB_OBJ) $(APP_OBJ) $(LDFLAGS) $(ALL_LIBS))
$B/%.o: %.c $B/compile.flags
	@mkdir -p $(@D)
	$(call say,CC) $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c $< -o $@
$B/src/engine/geodata.o: $(wildcard geodata/*.csv)
# The pages, with MapLibre from npm: embed.sh turns all files of assets.list into an object.
$B/web/table.c: $(wildcard src/web/*.* src/web/*/*.js) src/web/node_modules/.package-lock.json
	$(call say,WEB) cd src/web && ./embed.sh $(abspath $(@D))
$B/web/bytes.S: $B/web/table.c
$B/web/table.o: $B/web/table.c $B/compile.flags
	$(call say,CC) $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c $< -o $@
$B/web/bytes.o: $B/web/bytes.S $B/web/table.c
	$(call say,AS) $(CC) -c $< -o $@
$B/libhaitang.a: $(LIB_OBJ) $B/link.flags
	$(call say,AR) rm -f $@ && ar rcs $@ $(LIB_OBJ)
# What tests link besides the library: the program without its main.
$B/program.a: $(APP_OBJ) $B/link.flags
	$(call say,AR) rm -f $@ && ar rcs $@ $(filter-out $B/src/app/main.o,$(APP_OBJ))
$B/haitang: $(APP_OBJ) $B/libhaitang.a $B/link.flags
	$(call say,LD) $(CC) $(ALL_CFLAGS) $(LDFLAGS) $(APP_OBJ) $B/libhaitang.a $(ALL_LIBS) -o $@
$(TESTS) $(BENCHES): $B/%: $B/%.o $$(call objects,$$(call beside,$$(notdir $$(@D)))) \
  $B/program.a $B/libhaitang.a $B/link.flags
	$(call say,LD) $(CC) $(ALL_CFLAGS) $(LDFLAGS) $(filter %.o %.a,$^) -lcmocka $(ALL_LIBS) -o $@
$(FUZZERS): $B/%: $B/%.o $(if $(filter fuzz,$(MODE)),,$B/tests/fuzz/replay.o) $B/program.a $B/libhaitang.a $B/link.flags
	$(call say,LD) $(CC) $(ALL_CFLAGS) $(if $(filter fuzz,$(MODE)),-fsanitize=fuzzer) $(LDFLAGS) $(filter %.o %.a,$^) $(ALL_LIBS) -o $@

install: all ## installs program, library, headers, manual page and haitang.pc under DESTDIR and PREFIX
	install -Dm755 $B/haitang '$(DESTDIR)$(PREFIX)/bin/haitang'
	install -Dm644 $B/libhaitang.a '$(DESTDIR)$(PREFIX)/lib/libhaitang.a'
	install -Dm644 -t '$(DESTDIR)$(PREFIX)/include' include/haitang.h
	install -Dm644 -t '$(DESTDIR)$(PREFIX)/include/haitang' include/haitang/*.h
	install -Dm644 src/app/haitang.1 '$(DESTDIR)$(PREFIX)/share/man/man1/haitang.1'
	install -d '$(DESTDIR)$(PREFIX)/lib/pkgconfig'
	sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|; s|@PACKAGES@|$(filter-out libmicrohttpd,$(PACKAGES))|; s|@LIBS@|$(OTHER_LIBS)|' \
	  src/app/haitang.pc.in >'$(DESTDIR)$(PREFIX)/lib/pkgconfig/haitang.pc'
clean: ## removes build/
	rm -rf build
help: ## lists these targets
	@sed -n 's/^\([a-z ]*\):[^#]*## \(.*\)/  \1	\2/p' Makefile | expand -t 14
	@echo 'Variables: MODE=release|asan|tsan DB=city.db LISTEN=127.0.0.1:8080 PREFIX=/usr/local DESTDIR= SECONDS=60 V=1'
-include $(patsubst %.o,%.d,$(LIB_OBJ) $(APP_OBJ) $(TEST_OBJ))
