  // What an operator can do from this page, or else the commands for it.
  let offer = null, token = "", results = {}, chosen = null;
  const random = () => [...crypto.getRandomValues(new Uint8Array(12))].map((it) => it.toString(16).padStart(2, "0")).join("");
  const serverTime = () => new Date(Date.parse(status.at) + Date.now() - answered).toISOString();
  const askOffer = async () => {
    try {
      const answer = await fetch("actions", { cache: "no-store" });
      offer = answer.ok ? await answer.json() : null;
    } catch (failure) {
      offer = null;
    }
  };
  const some = (number, word) => count(number) + " " + word + (number === 1 ? "" : "s");
  const canAct = () => Boolean(offer && offer.here && offer.token);
  const authorized = (more) => ({ cache: "no-store", headers: { Authorization: "Bearer " + token, ...more } });
  const report = (partition, text) => {
    results[partition] = text;
    show();
  };
  const request = async (partition, body) => {
    report(partition, body.action + ": under way");
    try {
      const answer = await fetch("actions", { ...authorized({ "Content-Type": "application/json" }), method: "POST",
        body: JSON.stringify({ partition, id: random(), at: serverTime(), ...body }) });
      const text = await answer.text();
      const told = text.startsWith("{") ? JSON.parse(text) : { code: answer.status, message: text };
      report(partition, body.action + ": " + words(told.code) + ": " + told.message);
      return answer.ok;
    } catch (failure) {
      report(partition, body.action + ": no answer; see the state of the partition");
      return false;
    }
  };
  const preview = async (partition) => {
    report(partition, "Reading the record");
    try {
      const answer = await fetch("head?partition=" + partition, authorized());
      const text = await answer.text();
      if (!answer.ok) throw new Error(text.trim());
      chosen = { partition, record: JSON.parse(text) };
      report(partition, "");
    } catch (failure) {
      report(partition, failure.message || "no answer");
    }
  };

  const field = (parent, key, label, type) => {
    const box = child(parent, key, "label", "field");
    say(child(box, "label", "span"), label);
    const input = child(box, "input", "input");
    input.type = type;
    input.autocomplete = "off";
    return input;
  };
  const button = (parent, key, label, run, isEnabled) => {
    const node = child(parent, key, "button", "");
    node.type = "button";
    node.disabled = !isEnabled;
    node.onclick = run;
    say(node, label);
  };
  const commands = (one) => {
    const p = " --partition " + one.partition, b = one.blocked;
    const list = one.paused ? ["resume" + p] : b ? ["retry-now" + p] : [];
    if (!one.paused) list.push("pause" + p + " --reason …");
    if (b && b.digest) list.push("dead-letter" + p + " --offset " + b.offset + " --digest " + b.digest + " --reason …");
    return list.map((it) => "rbac-consumer " + it + " --by …");
  };
  const showCommands = (box, one) => {
    keep(box, ["commands"]);
    const list = child(box, "commands", "div", "commands");
    say(child(list, "label", "b"), "Act in the pod of " + plain((status.instance || {}).host));
    commands(one).forEach((it, number) => {
      const code = child(list, String(number), "code");
      if (code.textContent !== it) code.replaceChildren(...it.split(" ").flatMap((word, place) => {
        const whole = make("span", "");
        whole.textContent = word;
        return place ? [" ", whole] : [whole];
      }));
    });
  };
  const showSetAside = (box, one, name, reason) => {
    const record = chosen.record, aside = child(box, "aside", "div", "aside");
    const lost = record.may_remove && !record.removals ? "unknown: the record cannot be read, and may remove relations"
      : some(record.removals, "removal") + ", which then " + (record.removals === 1 ? "stays" : "stay") + " granted, and " + some(record.additions, "addition");
    say(child(aside, "title", "b"), "Set aside the record at offset " + record.offset + "?");
    say(child(aside, "lost", "p"), "Lost by it: " + lost + ". Waiting behind it: "
      + (known(one.lag) ? some(Math.max(0, one.lag - 1), "record") : "an unknown number of records") + ".");
    const tuples = child(aside, "tuples", "ul");
    const texts = [...(record.removed_tuples || []).map((it) => "−\u00a0" + it), ...(record.added_tuples || []).map((it) => "+\u00a0" + it)];
    keep(tuples, texts.map((it, number) => String(number)));
    texts.forEach((it, number) => say(child(tuples, String(number), "li"), it));
    const row = child(aside, "row", "div", "row"), isComplete = Boolean(name && reason);
    const go = (action) => async () => {
      const body = { action, by: name, reason, offset: record.offset, digest: record.digest };
      chosen = null;
      await request(one.partition, body);
    };
    button(row, "letter", "Send to the dead letters", go("dead-letter"), isComplete);
    button(row, "skip", "Skip for good", go("skip"), isComplete);
    button(row, "cancel", "Cancel", () => { chosen = null; show(); }, true);
    say(child(row, "hint", "span", "soft"), isComplete ? "" : "Give your name and a reason first.");
  };
  const showActions = (box, one) => {
    if (!canAct()) {
      showCommands(box, one);
      return;
    }
    const isOpen = chosen !== null && chosen.partition === one.partition;
    keep(box, ["fields", "row", "result", ...(isOpen ? ["aside"] : [])]);
    const fields = child(box, "fields", "div", "row");
    const secret = field(fields, "token", "Token", "password"), name = field(fields, "name", "Your name", "text");
    const reason = field(fields, "reason", "Reason", "text");
    for (const input of [secret, name, reason]) input.oninput = () => { token = secret.value.trim(); show(); };
    if (document.activeElement !== secret && secret.value !== token) secret.value = token;
    const by = name.value.trim(), why = reason.value.trim(), mayAct = Boolean(token && by);
    const row = child(box, "row", "div", "row");
    const act = (action) => () => request(one.partition, { action, by, reason: why });
    button(row, "retry", "Retry now", act("retry-now"), mayAct && Boolean(one.blocked) && !one.paused);
    button(row, "pause", one.paused ? "Resume" : "Pause", act(one.paused ? "resume" : "pause"), mayAct && Boolean(one.paused || why));
    button(row, "set", "Set aside…", () => preview(one.partition), mayAct && Boolean(one.blocked && one.blocked.digest));
    const result = child(box, "result", "p", "result");
    result.setAttribute("role", "status");
    say(result, results[one.partition] || "");
    if (isOpen) showSetAside(box, one, by, why);
  };
