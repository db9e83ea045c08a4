# What became of the mutants in pitest's mutations.csv: those that nobody noticed, then how many of
# each package were noticed. One that runs in circles until its time is up was noticed. The same as
# Markdown goes to the file that the variable figures names.
BEGIN { FS = "," }
{
  split($2, names, /dev\.rbacconsumer\.core\./)
  package = names[2]
  sub(/^internal\./, "", package)
  sub(/\..*/, "", package)
  made[package]++
  made["all"]++
  if ($6 == "SURVIVED" || $6 == "NO_COVERAGE") {
    mutator = $3
    sub(/.*\./, "", mutator)
    sub(/Mutator$/, "", mutator)
    printf "%s.%s:%s %s%s\n", names[2], $4, $5, mutator, $6 == "SURVIVED" ? "" : ", never run"
  } else {
    noticed[package]++
    noticed["all"]++
    late += $6 == "TIMED_OUT"
  }
}
function row(name) {
  printf "%-10s %5d %5d %6.1f %%\n", name, made[name], noticed[name], 100 * noticed[name] / made[name]
  if (figures != "") {
    printf "| %s | %d | %d | %.1f %% |\n", name == "all" ? name : "`" name "`", made[name],
      noticed[name], 100 * noticed[name] / made[name] > figures
  }
}
END {
  if (figures != "") {
    print "| package | changes | noticed | share |\n|---|---|---|---|" > figures
  }
  for (name in made) {
    if (name != "all") {
      row(name)
    }
  }
  if (NR > 0) {
    row("all")
    printf "%d of them by running out of time\n", late
    if (figures != "") {
      printf "\nOf those noticed, %d made a test run out of time.\n", late > figures
    }
  }
}
