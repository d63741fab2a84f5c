using AllianceServices.Contracts;
using Google.Protobuf;

namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>Fields that only the server sets.</summary>
public static class OutputOnly
{
    /// <summary>Removes from a resource what a caller may send but must not decide (AIP-203).</summary>
    public static void Clear(IMessage resource)
    {
        foreach (var field in resource.Descriptor.Fields.InDeclarationOrder())
        {
            if (FieldRules.Of(field).OutputOnly)
            {
                field.Accessor.Clear(resource);
                continue;
            }
            switch (field.Accessor.GetValue(resource))
            {
                case IMessage nested:
                    Clear(nested);
                    break;
                case IEnumerable<IMessage> list:
                    foreach (var item in list)
                    {
                        Clear(item);
                    }
                    break;
            }
        }
    }
}
