/**
 * A page of the panel. Its policy lets it run only the scripts beside it, talk to nobody but `connect`, and show pictures it was
 * given as data; there is no inline script, and no eval.
 * @param {{ script: string, connect: string }} parts
 */
export function panelPage({ script, connect }) {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "worker-src 'self' blob:",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Depthbeat</title>
<link rel="stylesheet" href="panel.css">
<link rel="icon" href="icons/dark.png">
</head>
<body>
<div id="panel"></div>
<script src="${script}"></script>
</body>
</html>
`;
}
