import type { DeclaredParameter, TemplateSummary } from './engine.ts';

export function describedTemplate({ description, capabilities, capabilitiesReason, transforms }: TemplateSummary): object {
  return {
    Description: description,
    Capabilities: capabilities.length > 0 ? capabilities : undefined,
    CapabilitiesReason: capabilitiesReason,
    DeclaredTransforms: transforms.length > 0 ? transforms : undefined,
  };
}

export function describedParameter({ name, description, defaultValue, noEcho }: DeclaredParameter): object {
  return { ParameterKey: name, DefaultValue: defaultValue, NoEcho: noEcho, Description: description };
}
