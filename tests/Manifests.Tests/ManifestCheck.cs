using AllianceServices.Manifests.Tests.Checks;

namespace AllianceServices.Manifests.Tests;

/// <summary>Everything that can be told about manifests without a cluster.</summary>
internal static class ManifestCheck
{
    private static readonly RuleBook[] Rules = [FieldRules.Create(), PodRules.Create(), RestrictedRules.Create()];

    /// <summary>What is wrong with the objects of a stream of YAML documents, which are applied together.</summary>
    public static IReadOnlyList<string> Check(string yaml)
    {
        var (manifests, errors) = ManifestReader.Read(yaml);
        // An object that cannot be read would be missing from all that others refer to.
        return errors.Count > 0 ? errors :
        [
            .. Rules.SelectMany(rules => manifests.SelectMany(rules.Check)),
            .. new SetRules(manifests).Check(),
            .. new NetworkRules(manifests).Check(),
            .. new DaprRules(manifests).Check(),
        ];
    }
}
