namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>Resource names as the contract writes them, <c>tracks/{track}/criteria/{criterion}</c>.</summary>
public static class ResourceName
{
    /// <summary>The resource that a nested one belongs to: <c>tracks/t</c> for <c>tracks/t/criteria/c</c>. Empty for a resource without one.</summary>
    public static string ParentOf(string name)
    {
        var collection = name.LastIndexOf('/', Math.Max(0, name.LastIndexOf('/') - 1));
        return collection < 0 ? "" : name[..collection];
    }

    /// <summary>The collection that a resource is in: <c>criteria</c> for <c>tracks/t/criteria/c</c>. Empty for what is no name.</summary>
    public static string CollectionOf(string name) => name.Split('/') is [.., var collection, _] ? collection : "";
}
