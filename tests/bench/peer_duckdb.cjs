// The same ranking by DuckDB: min-max of every column, means of groups of columns, their mean, ranks; ranked CSV out.
// usage: node peer_duckdb.cjs IN.csv OUT.csv COLUMNS GROUPS THREADS; NODE_PATH leads to @duckdb/node-api.
const { DuckDBInstance } = require("@duckdb/node-api");
const [input, output, columns, groups, threads] = process.argv.slice(2);

async function main() {
  const instance = await DuckDBInstance.create(":memory:", { threads });
  const connection = await instance.connect();
  const all = Array.from({ length: Number(columns) }, (_, k) => `x${k}`);
  const limits = all.map((x) => `min(${x}) AS ${x}l, max(${x}) - min(${x}) AS ${x}w`);
  const group = (d) => all.filter((_, k) => k % Number(groups) === d).map((x) => `100 * (${x} - ${x}l) / ${x}w`);
  const means = Array.from({ length: Number(groups) }, (_, d) => `(${group(d).join(" + ")}) / ${group(d).length} AS d${d}`);
  const names = means.map((_, d) => `d${d}`);
  await connection.run(`CREATE TABLE t AS SELECT * FROM read_csv('${input}', header = true)`);
  await connection.run(`COPY (
      WITH l AS (SELECT ${limits} FROM t),
           g AS (SELECT unit, ${means} FROM t, l),
           s AS (SELECT unit, (${names.join(" + ")}) / ${groups} AS score, ${names} FROM g)
      SELECT unit, score, rank() OVER (ORDER BY score DESC) AS rank, ${names} FROM s ORDER BY rank
    ) TO '${output}' (HEADER)`);
}

main();
