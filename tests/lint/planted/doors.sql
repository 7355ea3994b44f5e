=== src/engine/planted.c
const char *planted = "SELECT code FROM grid";
