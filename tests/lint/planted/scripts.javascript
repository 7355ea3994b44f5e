=== src/web/planted.js
const a = ;
