/* Starts django-allauth's own code for security keys on the form that asks for it; its data lies in #js_data. */
document.querySelectorAll("form[data-webauthn]").forEach((form) => {
  const { webauthn, button, credential, passwordless } = form.dataset;
  window.allauth.webauthn.forms[webauthn]({ ids: { authenticate: button, add: button, login: button, credential, passwordless, data: "js_data" } });
});
