# haitang: `make run` shows the model town, `make test` runs every test, `make help` lists the rest.
MODE ?= release
B := build$(if $(filter-out release,$(MODE)),/$(MODE))
CC = gcc
PACKAGES = sqlite3 spatialite geos proj gdal readosm libmicrohttpd jansson zlib
WARNINGS = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Wpointer-arith -Wundef
MODE_FLAGS_release = -O2
MODE_FLAGS_asan = -O1 -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined
MODE_FLAGS_tsan = -O1 -fsanitize=thread
CPPFLAGS += -Iinclude -Isrc -D_GNU_SOURCE $(shell pkg-config --cflags $(PACKAGES))
CFLAGS += -std=c11 -g -pthread -ffp-contract=off $(MODE_FLAGS_$(MODE)) $(WARNINGS)
LDLIBS += $(shell pkg-config --libs $(PACKAGES)) -lgeos_c -lbz2 -lm -pthread

LIB_SRC = $(wildcard $(addprefix src/,$(addsuffix /*.c,base geo walk plan address codec bridge store engine)))
APP_SRC = $(wildcard $(addprefix src/,$(addsuffix /*.c,http api model web app)))
LIB_OBJ = $(LIB_SRC:%.c=$B/%.o)
APP_OBJ = $(APP_SRC:%.c=$B/%.o) $B/web/table.o $B/web/bytes.o
WEB_LOCK = src/web/node_modules/.package-lock.json
UNIT = $(patsubst tests/unit/%.c,$B/tests/unit/%,$(wildcard tests/unit/test_*.c))

.PHONY: all unit clean
all: $(if $(wildcard src/app/main.c),$B/haitang) $B/libhaitang.a

$B/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@
$B/libhaitang.a: $(LIB_OBJ)
	rm -f $@ && ar rcs $@ $^
$B/haitang: $(APP_OBJ) $B/libhaitang.a
	$(CC) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) -o $@
$B/tests/unit/%: $B/tests/unit/%.o $(filter-out $B/src/app/main.o,$(APP_OBJ)) $B/libhaitang.a
	$(CC) $(CFLAGS) $(LDFLAGS) $^ -lcmocka $(LDLIBS) -o $@
# The pages: npm brings in MapLibre when the lock changed, embed.sh turns all files of assets.list into an object.
$(WEB_LOCK): src/web/package-lock.json
	cd src/web && npm ci --ignore-scripts --no-fund --no-audit --loglevel=error && touch node_modules/.package-lock.json
$B/web/table.c: $(wildcard src/web/*.* src/web/*/*.js) $(WEB_LOCK)
	cd src/web && ./embed.sh $(abspath $(@D))
$B/web/bytes.S: $B/web/table.c
$B/web/table.o: $B/web/table.c
	$(CC) $(CPPFLAGS) $(CFLAGS) -c $< -o $@
$B/web/bytes.o: $B/web/bytes.S $B/web/table.c
	$(CC) -c $< -o $@
unit: $(UNIT)
	@for t in $(UNIT); do $$t || exit 1; done
clean:
	rm -rf build
-include $(LIB_OBJ:.o=.d) $(APP_OBJ:.o=.d)
.SECONDARY:
