namespace AllianceServices.Gateway.ReadModels;

/// <summary>Resource names as the contract writes them, <c>tracks/{track}/criteria/{criterion}</c>.</summary>
internal static class ResourceName
{
    /// <summary>The resource that a nested one belongs to: the name without its last collection and id.</summary>
    public static string ParentOf(string name) => name[..name.LastIndexOf('/', name.LastIndexOf('/') - 1)];
}
