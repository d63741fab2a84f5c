using System.ComponentModel.DataAnnotations;

namespace AllianceServices.ServiceDefaults.Storage;

/// <summary>Where a register keeps its data. Section `Store` of the configuration.</summary>
public sealed class StoreOptions
{
    /// <summary>The folder of the SQLite file `{register}.db`. Made if it does not exist.</summary>
    [Required]
    public string Folder { get; set; } = "data";
}
