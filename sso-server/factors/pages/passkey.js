// Passkeys in the browser (WebAuthn Level 3). Forms marked data-passkey are hidden until this runs: without JavaScript
// or without WebAuthn nothing that does not work is offered.
const decode = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );
const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const withIds = (list) => (list ?? []).map((one) => ({ ...one, id: decode(one.id) }));

async function create(options) {
  const user = { ...options.user, id: decode(options.user.id) };
  const publicKey = {
    ...options,
    user,
    challenge: decode(options.challenge),
    excludeCredentials: withIds(options.excludeCredentials),
  };
  const credential = await navigator.credentials.create({ publicKey });
  const { clientDataJSON, attestationObject } = credential.response;
  return present(credential, {
    clientDataJSON: encode(clientDataJSON),
    attestationObject: encode(attestationObject),
    transports: credential.response.getTransports?.() ?? [],
  });
}

async function get(options) {
  const publicKey = {
    ...options,
    challenge: decode(options.challenge),
    allowCredentials: withIds(options.allowCredentials),
  };
  const credential = await navigator.credentials.get({ publicKey });
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return present(credential, {
    clientDataJSON: encode(clientDataJSON),
    authenticatorData: encode(authenticatorData),
    signature: encode(signature),
    ...(userHandle && { userHandle: encode(userHandle) }),
  });
}

function present(credential, response) {
  const { id, type } = credential;
  return { id, rawId: encode(credential.rawId), type, response, clientExtensionResults: {} };
}

async function optionsOf(form) {
  const answer = await fetch(form.dataset.options, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: `kind=${form.dataset.passkey}`,
  });
  return answer.ok && answer.headers.get('content-type')?.includes('json') ? answer.json() : undefined;
}

async function run(form) {
  const options = await optionsOf(form);
  // The page is no longer good: signed in or answered in another tab.
  if (!options) return location.reload();
  const ask = form.dataset.passkey === 'create' ? create : get;
  form.elements.credential.value = JSON.stringify(await ask(options));
  form.submit();
}

function enable(form) {
  const button = form.querySelector('button');
  const problem = form.querySelector('[data-passkey-problem]');
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    button.disabled = true;
    problem.hidden = true;
    run(form).catch(() => {
      problem.hidden = false;
      button.disabled = false;
      button.focus();
    });
  });
}

if (window.PublicKeyCredential) document.querySelectorAll('form[data-passkey]').forEach(enable);
else for (const note of document.querySelectorAll('[data-no-passkey]')) note.hidden = false;
