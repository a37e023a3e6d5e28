import { escapeMarkup } from '#core/text/escapeMarkup';
import { extensionConfig as config } from './extensionConfig.js';

type Config = typeof config;

function sizeElement(name: string, size: { readonly width: number; readonly height: number }): string {
  return `          <${name}><Height>${size.height}</Height><Width>${size.width}</Width></${name}>`;
}

function resources({ mainPath, scriptPath, chromiumParameters }: Config): string[] {
  return [
    '        <Resources>',
    `          <MainPath>${escapeMarkup(mainPath)}</MainPath>`,
    `          <ScriptPath>${escapeMarkup(scriptPath)}</ScriptPath>`,
    '          <CEFCommandLine>',
    ...chromiumParameters.map((parameter) => `            <Parameter>${escapeMarkup(parameter)}</Parameter>`),
    '          </CEFCommandLine>',
    '        </Resources>',
  ];
}

function userInterface({ name, size, smallest, largest, icons }: Config): string[] {
  return [
    '        <UI>',
    '          <Type>Panel</Type>',
    `          <Menu>${escapeMarkup(name)}</Menu>`,
    '          <Geometry>',
    sizeElement('Size', size),
    sizeElement('MinSize', smallest),
    sizeElement('MaxSize', largest),
    '          </Geometry>',
    '          <Icons>',
    ...Object.entries(icons).map(([kind, path]) => `            <Icon Type="${kind}">${escapeMarkup(path)}</Icon>`),
    '          </Icons>',
    '        </UI>',
  ];
}

/**
 * `CSXS/manifest.xml`. Version 7.0 of the format: 8.0 is ignored by the hosts (Adobe-CEP/Samples issue 92), and
 * `CEFCommandLine` counts only inside `Resources` (the same issue).
 */
export function printExtensionManifest(given: Config = config): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!-- Written by `npm run manifest` from plugin/packaging/extensionConfig.ts: change it there. -->',
    `<ExtensionManifest Version="7.0" ExtensionBundleId="${given.bundleId}" ExtensionBundleVersion="${given.version}" ExtensionBundleName="${escapeMarkup(given.name)}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`,
    '  <ExtensionList>',
    `    <Extension Id="${given.panelId}" Version="${given.version}"/>`,
    '  </ExtensionList>',
    '  <ExecutionEnvironment>',
    '    <HostList>',
    ...given.hosts.map((host) => `      <Host Name="${host.name}" Version="${host.version}"/>`),
    '    </HostList>',
    '    <LocaleList><Locale Code="All"/></LocaleList>',
    '    <RequiredRuntimeList>',
    `      <RequiredRuntime Name="CSXS" Version="${given.csxs}"/>`,
    '    </RequiredRuntimeList>',
    '  </ExecutionEnvironment>',
    '  <DispatchInfoList>',
    `    <Extension Id="${given.panelId}">`,
    '      <DispatchInfo>',
    ...resources(given),
    '        <Lifecycle><AutoVisible>true</AutoVisible></Lifecycle>',
    ...userInterface(given),
    '      </DispatchInfo>',
    '    </Extension>',
    '  </DispatchInfoList>',
    '</ExtensionManifest>',
    '',
  ].join('\n');
}

/** `.debug`: opens the developer tools' port of the panel in each host; for developers, never in a package. */
export function printDebugFile(given: Config = config): string {
  const hosts = given.hosts.map((host) => `      <Host Name="${host.name}" Port="${given.debugPorts[host.name]}"/>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ExtensionList>',
    `  <Extension Id="${given.panelId}">`,
    '    <HostList>',
    ...hosts,
    '    </HostList>',
    '  </Extension>',
    '</ExtensionList>',
    '',
  ].join('\n');
}
