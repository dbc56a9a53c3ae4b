/** Parameter files in the shape that the wizard of LatticeQCD.jl writes, as users keep them. */

const control = `
["System Control"]
logfile = "HMC_L08080816_beta5.5_Wilson_kappa0.14.txt"
verboselevel = 2
measurement_dir = "HMC_L08080816_beta5.5_Wilson_kappa0.14"
measurement_basedir = "./measurements"
log_dir = "./logs"
`;

/** Two flavours of Wilson quarks on two time scales, pions, saved configurations. */
export const wilson = `
["HMC related"]
"Δτ" = 0.05
SextonWeingargten = true
N_SextonWeingargten = 4
MDsteps = 20
eps = 1.0e-20
MaxCGstep = 5000

["Physical setting(fermions)"]
quench = false
Dirac_operator = "Wilson"
hop = 0.14
r = 1.0
BoundaryCondition = [1, 1, 1, -1]
Nf = 2

["Physical setting"]
initial = "hot"
L = [8, 8, 8, 16]
update_method = "HMC"
NC = 3
Nthermalization = 11
Nsteps = 200
Nwing = 1
"β" = 5.5
${control}
randomseed = 42
saveU_format = "ILDG"
saveU_every = 10
saveU_dir = "./confs"
hasgradientflow = false

["Measurement set".measurement_methods.Plaquette]
methodname = "Plaquette"
measure_every = 2

["Measurement set".measurement_methods.Polyakov_loop]
methodname = "Polyakov_loop"

["Measurement set".measurement_methods.Pion_correlator]
methodname = "Pion_correlator"
measure_every = 5
eps = 1.0e-20
MaxCGstep = 5000

    ["Measurement set".measurement_methods.Pion_correlator.fermion_parameters]
    Dirac_operator = "Wilson"
    hop = 0.14

[gradientflow_measurements]
hasgradientflow = false

    [gradientflow_measurements.measurements_for_flow]
`;

/** SU(2), one stout-smeared staggered field per taste, from a stored configuration. */
export const staggered = `
["HMC related"]
"Δτ" = 0.1
SextonWeingargten = false
MDsteps = 10

["Physical setting(fermions)"]
quench = false
Dirac_operator = "Staggered"
mass = 0.3
Nf = 4
smearing_for_fermion = "stout"
stout_numlayers = 2
"stout_ρ" = [0.12]
stout_loops = ["plaquette"]

["Physical setting"]
initial = "./confs/conf_00000100.ildg.txt"
L = [4, 4, 4, 4]
update_method = "HMC"
NC = 2
initialtrj = 101
Nsteps = 300
"β" = 2.7
${control}
loadU_format = "BridgeText"

["Measurement set".measurement_methods.Chiral_condensate]
methodname = "Chiral_condensate"
measure_every = 10
mass = 0.3
Nf = 4
Nr = 12
smearing_for_fermion = "stout"
stout_numlayers = 2
"stout_ρ" = [0.12]
stout_loops = ["plaquette"]
`;

/** Moebius domain walls. */
export const moebius = `
["HMC related"]
"Δτ" = 0.02
MDsteps = 50
QPQ = true

["Physical setting(fermions)"]
quench = false
Dirac_operator = "MobiusDomainwall"
M = -1.8
m = 0.05
N5 = 8
b = 2.0
c = 1.0

["Physical setting"]
L = [4, 4, 4, 8]
update_method = "HMC"
Nsteps = 10
"β" = 5.7
${control}
`;

/** Heat bath with over-relaxation, and a gradient flow. */
export const heatBath = `
["HMC related"]

["Physical setting(fermions)"]
Dirac_operator = "nothing"
quench = true

["Physical setting"]
initial = "cold"
L = [4, 4, 4, 4]
update_method = "Heatbath"
useOR = true
numOR = 3
NC = 4
Nsteps = 50
"β" = 9.0
${control}
hasgradientflow = true

["Measurement set".measurement_methods.Topological_charge]
methodname = "Topological_charge"
measure_every = 5
kinds_of_topological_charge = ["plaquette", "clover"]

["Measurement set".measurement_methods.Wilson_loop]
methodname = "Wilson_loop"
Rmax = 2
Tmax = 3

["Measurement set".measurement_methods.Correlation]
methodname = "Correlation"

[gradientflow_measurements]
eps_flow = 0.01
Nflow = 4
numflow = 10

    [gradientflow_measurements.measurements_for_flow.Energy_density]
    methodname = "Energy_density"
    measure_every = 2

    [gradientflow_measurements.measurements_for_flow.Polyakov_loop]
    methodname = "Polyakov_loop"
`;
