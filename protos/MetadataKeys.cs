namespace AllianceServices.Contracts;

/// <summary>The metadata keys, and HTTP headers, of calls.</summary>
public static class MetadataKeys
{
    /// <summary>In which a caller names itself, for the change log.</summary>
    public const string Actor = "alliance-actor";
}
